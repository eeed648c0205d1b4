"""Finding the faults of a pack, each named by the place where a person would look for it."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.errors import UserError
from app.domain.framework.matching import normalised
from app.domain.framework.records import (
    MINUTES_SOURCES,
    MODES,
    PURPOSES,
    SCENES,
    Framework,
    Lens,
    LensScale,
)
from app.domain.text import Text, has_language
from app.i18n import _

_SHOWN_PROBLEMS = 5


class FrameworkError(UserError):
    """A pack that cannot be used.

    Attributes:
        problems: every fault found, each starting with its place ("dimensions.d03.vision: …").

    """

    def __init__(self, problems: Sequence[str]) -> None:
        """Word the error; a long list is cut in the sentence, never in `problems`."""
        shown = "; ".join(problems[:_SHOWN_PROBLEMS])
        rest = len(problems) - _SHOWN_PROBLEMS
        if rest > 0:
            shown = _("{problems}; and {n} more").format(problems=shown, n=rest)
        super().__init__(
            _("This framework cannot be used as it is: {problems}.").format(problems=shown),
            safe=_("Nothing was changed."),
            remedy=_("Correct the places named here and try again."),
        )
        self.problems = tuple(problems)


def validate(framework: Framework, *, complete: bool = True) -> None:
    """Check `framework`; return quietly when it is sound.

    A pack that is loaded must be `complete`: every text in every language. While one is being
    edited, and in a workshop's snapshot, a text may wait for its translation (`untranslated`) as
    long as some language has it.

    Raises:
        FrameworkError: naming every fault.

    """
    problems = [
        *_missing_texts(framework, complete=complete),
        *_repeated_ids(framework),
        *_scale_problems(framework),
        *_dimension_problems(framework),
        *_agenda_problems(framework),
    ]
    if problems:
        raise FrameworkError(problems)


def untranslated(framework: Framework) -> list[tuple[str, str]]:
    """Every (place, language) of the pack that has no words yet."""
    return [
        (place, language)
        for place, text in all_texts(framework)
        for language in framework.languages
        if not has_language(text, language)
    ]


def all_texts(framework: Framework) -> Iterator[tuple[str, Text]]:
    """Every text of the pack with its place, for checking and for counting what is untranslated."""
    yield "title", framework.title
    yield "mark", framework.mark
    yield "gap_statement", framework.gap_statement
    yield "missed", framework.missed
    yield from _numbered("equity_ideas", framework.equity_ideas)
    yield from _numbered("how_to_score", framework.how_to_score)
    for key, pair in framework.scales.items():
        for scale in pair:
            yield from _scale_texts(f"scales.{key}.{scale.lens}", scale)
    for dimension in framework.dimensions:
        place = f"dimensions.{dimension.id}"
        yield f"{place}.name", dimension.name
        yield f"{place}.short_name", dimension.short_name
        yield f"{place}.vision", dimension.vision
        for question in dimension.questions:
            yield f"{place}.questions.{question.id}.text", question.text
        yield from _numbered(f"{place}.look_fors", dimension.look_fors)
        for level_id, note in dimension.level_notes.items():
            yield f"{place}.level_notes.{level_id}", note
    for norm in framework.norms:
        yield f"norms.{norm.id}.name", norm.name
        yield f"norms.{norm.id}.text", norm.text
    for prompt in framework.prompts:
        yield f"prompts.{prompt.id}.text", prompt.text
    for block in framework.blocks:
        yield f"blocks.{block.id}.title", block.title
        for activity in block.activities:
            place = f"blocks.{block.id}.activities.{activity.id}"
            yield f"{place}.title", activity.title
            yield f"{place}.prompt", activity.prompt
            yield f"{place}.notes", activity.notes
    for group in framework.student_groups:
        yield f"student_groups.{group.id}.name", group.name
    for item in framework.checklist:
        yield f"checklist.{item.id}.text", item.text


def _numbered(place: str, texts: Iterable[Text]) -> Iterator[tuple[str, Text]]:
    for number, text in enumerate(texts, start=1):
        yield f"{place}.{number}", text


def _scale_texts(place: str, scale: LensScale) -> Iterator[tuple[str, Text]]:
    yield f"{place}.name", scale.name
    yield f"{place}.question", scale.question
    for level in scale.levels:
        yield f"{place}.levels.{level.id}.name", level.name
        yield f"{place}.levels.{level.id}.description", level.description


def _missing_texts(framework: Framework, *, complete: bool) -> Iterator[str]:
    if not framework.languages:
        yield _("languages: the list is empty")
    if complete:
        for place, language in untranslated(framework):
            yield _("{place}: no text in “{language}”").format(place=place, language=language)
        return
    for place, text in all_texts(framework):
        if not any(has_language(text, language) for language in text):
            yield _("{place}: no text in any language").format(place=place)


def _repeated_ids(framework: Framework) -> Iterator[str]:
    activities = [each for block in framework.blocks for each in block.activities]
    questions = [each for dimension in framework.dimensions for each in dimension.questions]
    kinds: dict[str, list[str]] = {
        "languages": list(framework.languages),
        "dimensions": [each.id for each in framework.dimensions],
        "questions": [each.id for each in questions],
        "norms": [each.id for each in framework.norms],
        "prompts": [each.id for each in framework.prompts],
        "blocks": [each.id for each in framework.blocks],
        "activities": [each.id for each in activities],
        "student_groups": [each.id for each in framework.student_groups],
        "checklist": [each.id for each in framework.checklist],
        "levels": [
            level.id
            for pair in framework.scales.values()
            for scale in pair
            for level in scale.levels
        ],
    }
    for kind, ids in kinds.items():
        yield from (
            _("{kind}: the id “{id}” is there more than once").format(kind=kind, id=each)
            for each in sorted({each for each in ids if ids.count(each) > 1})
        )
        if any(not each.strip() for each in ids):
            yield _("{kind}: an id is empty").format(kind=kind)


def _scale_problems(framework: Framework) -> Iterator[str]:
    if framework.active_scale not in framework.scales:
        yield _("active_scale: there is no scale “{key}”").format(key=framework.active_scale)
    for key, pair in framework.scales.items():
        if [scale.lens for scale in pair] != [Lens.FOUNDATIONS, Lens.ACCESS]:
            yield _("scales.{key}: needs foundations, then access").format(key=key)
        for scale in pair:
            place = f"scales.{key}.{scale.lens}"
            positions = [level.position for level in scale.offered]
            if positions != list(range(1, len(positions) + 1)):
                yield _("{place}: positions must count 1, 2, 3 …").format(place=place)
            if str(len(positions)) != key:
                yield _("{place}: has {n} levels to choose from, not {key}").format(
                    place=place, n=len(positions), key=key
                )


def _dimension_problems(framework: Framework) -> Iterator[str]:
    if not framework.dimensions:
        yield _("dimensions: the list is empty")
    numbers = [dimension.number for dimension in framework.dimensions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield _("dimensions: numbers must count 1, 2, 3 …")
    levels = {
        level.id for pair in framework.scales.values() for scale in pair for level in scale.levels
    }
    owners: dict[str, str] = {}
    for dimension in framework.dimensions:
        for level_id in dimension.level_notes:
            if level_id not in levels:
                yield _("dimensions.{id}.level_notes: there is no level “{level}”").format(
                    id=dimension.id, level=level_id
                )
        names = (*dimension.name.values(), *dimension.short_name.values(), *dimension.aliases)
        for alias in names:
            owner = owners.setdefault(normalised(alias), dimension.id)
            if owner != dimension.id:
                yield _("dimensions.{id}: “{alias}” already means {owner}").format(
                    id=dimension.id, alias=alias, owner=owner
                )


def _agenda_problems(framework: Framework) -> Iterator[str]:
    prompt_ids = {prompt.id for prompt in framework.prompts}
    for prompt in framework.prompts:
        yield from _unknown(f"prompts.{prompt.id}.purpose", prompt.purpose, PURPOSES)
    if not framework.blocks:
        yield _("blocks: the list is empty")
    for block in framework.blocks:
        place = f"blocks.{block.id}"
        yield from _unknown(f"{place}.minutes_source", block.minutes_source, MINUTES_SOURCES)
        if not block.activities:
            yield _("{place}: has no activities").format(place=place)
        for activity in block.activities:
            here = f"{place}.activities.{activity.id}"
            yield from _unknown(f"{here}.scene", activity.scene, SCENES)
            yield from _unknown(f"{here}.mode", activity.mode, MODES)
            if activity.minutes < 1:
                yield _("{place}.minutes: must be 1 or more").format(place=here)
            if activity.prompt_id is not None and activity.prompt_id not in prompt_ids:
                yield _("{place}.prompt_id: there is no prompt “{id}”").format(
                    place=here, id=activity.prompt_id
                )


def _unknown(place: str, value: str, allowed: Sequence[str]) -> Iterator[str]:
    if value not in allowed:
        yield _("{place}: “{value}” is not one of {allowed}").format(
            place=place, value=value, allowed=", ".join(allowed)
        )
