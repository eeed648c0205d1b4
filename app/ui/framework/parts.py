"""What a pack is edited in: parts with a title, each a list of texts with captions."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.framework import Dimension, Framework, LensScale, untranslated
from app.domain.text import say
from app.i18n import N_, _

PURPOSES = {
    "icebreaker": N_("Icebreaker"),
    "score": N_("Scoring"),
    "discussion": N_("Reflecting on results"),
    "interpretation": N_("Interpreting"),
    "equity": N_("Equity ideas"),
    "next_steps": N_("Next steps"),
    "closing": N_("Closing"),
}
"""What prompts are for; translate where it is shown."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One text of the pack.

    Attributes:
        place: where it is, see ``edits``.
        caption: what it is, to the person who edits it.
        heading: a heading above it, or "".
        tone: the heading's tone, "foundations" or "access", or "".
        one_line: whether it takes no line breaks.
        hint: words shown while it is empty, by language.

    """

    place: str
    caption: str
    heading: str = ""
    tone: str = ""
    one_line: bool = False
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Growing:
    """The end of a list of texts, where one more can be added."""

    place: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A page of the editor: what belongs together."""

    part_id: str
    title: str
    items: tuple[Item | Growing, ...]

    def holds(self, place: str) -> bool:
        """Tell whether a place is edited here."""
        return any(isinstance(item, Item) and item.place == place for item in self.items)


def parts(framework: Framework, language: str) -> list[Part]:
    """Return every part in the order in which people look for them."""
    found = [Part(part_id="scale", title=_("Levels of the scale"), items=tuple(_scale(framework)))]
    for dimension in framework.dimensions:
        found.append(
            Part(
                part_id=dimension.id,
                title=f"{dimension.number}. {say(dimension.short_name, language)}",
                items=tuple(_dimension(framework, dimension, language)),
            )
        )
    found.append(Part(part_id="room", title=_("Words for the room"), items=tuple(_room(framework))))
    found.append(Part(part_id="prompts", title=_("Prompts"), items=tuple(_prompts(framework))))
    found.append(
        Part(
            part_id="groups",
            title=_("Student groups"),
            items=tuple(
                Item(place=f"student_groups.{g.id}.name", caption=_("Name"), one_line=True)
                for g in framework.student_groups
            ),
        )
    )
    about = (
        Item(place="title", caption=_("Title"), one_line=True),
        Item(place="mark", caption=_("Mark, shown wherever these words are used"), one_line=True),
    )
    found.append(Part(part_id="about", title=_("Title and mark"), items=about))
    return found


def waiting(framework: Framework, part: Part, languages: tuple[str, ...]) -> int:
    """Return how many texts of a part wait for one of ``languages``."""
    return sum(code in languages and part.holds(place) for place, code in untranslated(framework))


def _scale(framework: Framework) -> Iterator[Item]:
    for scale in framework.scales[framework.active_scale]:
        yield from _lens(framework, scale)


def _lens(framework: Framework, scale: LensScale) -> Iterator[Item]:
    place = f"scales.{framework.active_scale}.{scale.lens}"
    mark = "●" if scale.lens == "foundations" else "◆"
    heading = f"{mark} " + (_("Foundations") if mark == "●" else _("Access"))
    yield Item(
        place=f"{place}.name",
        caption=_("Name"),
        heading=heading,
        tone=scale.lens.value,
        one_line=True,
    )
    yield Item(place=f"{place}.question", caption=_("The question it answers"))
    for level in scale.offered:
        where = f"{place}.levels.{level.id}"
        number = level.position
        yield Item(
            place=f"{where}.name", caption=_("Level {n}: name").format(n=number), one_line=True
        )
        yield Item(
            place=f"{where}.description", caption=_("Level {n}: description").format(n=number)
        )


def _dimension(
    framework: Framework, dimension: Dimension, language: str
) -> Iterator[Item | Growing]:
    place = f"dimensions.{dimension.id}"
    yield Item(place=f"{place}.name", caption=_("Name"), one_line=True)
    yield Item(place=f"{place}.short_name", caption=_("Short name, for charts"), one_line=True)
    yield Item(place=f"{place}.vision", caption=_("Vision"))
    heading = _("Key questions")
    for question in dimension.questions:
        yield Item(
            place=f"{place}.questions.{question.id}.text",
            caption=_("Question {code}").format(code=question.code),
            heading=heading,
        )
        heading = ""
    heading = _("What to look at")
    for number, _text in enumerate(dimension.look_fors, 1):
        yield Item(place=f"{place}.look_fors.{number}", caption=str(number), heading=heading)
        heading = ""
    yield Growing(place=f"{place}.look_fors", caption=_("Something else to look at"))
    for scale in framework.scales[framework.active_scale]:
        mark = "●" if scale.lens == "foundations" else "◆"
        heading = _("{mark} What each level looks like here").format(mark=mark)
        for level in scale.offered:
            yield Item(
                place=f"{place}.level_notes.{level.id}",
                caption=f"{level.position} · {say(level.name, language)}",
                heading=heading,
                tone=scale.lens.value,
                hint=say(level.description, language),
            )
            heading = ""


def _room(framework: Framework) -> Iterator[Item | Growing]:
    yield Item(place="gap_statement", caption=_("Said with every outcome chart"))
    yield Item(place="missed", caption=_("Said to a latecomer"))
    for name, heading, more in (
        ("equity_ideas", _("Equity ideas"), _("Another idea")),
        ("how_to_score", _("How to score"), _("Another step")),
    ):
        lines = len(getattr(framework, name))
        for number in range(1, lines + 1):
            above = heading if number == 1 else ""
            yield Item(place=f"{name}.{number}", caption=str(number), heading=above)
        yield Growing(place=name, caption=more)


def _prompts(framework: Framework) -> Iterator[Item]:
    before = ""
    for prompt in framework.prompts:
        heading = _(PURPOSES.get(prompt.purpose, prompt.purpose))
        above = heading if prompt.purpose != before else ""
        before = prompt.purpose
        yield Item(place=f"prompts.{prompt.id}.text", caption=_("Prompt"), heading=above)
