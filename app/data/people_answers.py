"""Survey answers about history and efforts: each once, without a name, and corrected when asked.

Nothing says whose an answer is, not even a row's number: an answer that comes again in other words
is found by those words alone, and whether it replaces the earlier one is asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from app.data.languages import says_nothing
from app.data.tables import normalised_header
from app.domain.importing import LEAVE_OUT, OTHER, SAME, Choice, Problem
from app.domain.people_importing import PersonField
from app.domain.preparation import HistoryItem
from app.i18n import _, _n

F = PersonField
KINDS = {F.HISTORY: "history", F.EFFORTS: "effort"}
"""A column's meaning → the kind under which its answers are kept."""

_LIKE = 0.6
_SHORT = 80
_COMPARED = 400
"""Signs of an answer that are compared with those of another."""

_TOLD = 120


@dataclass
class Said:
    """Answers of one kind: new ones, new words of known ones by their id, how many stay out."""

    new: tuple[str, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    withdrawn: int = 0


def answers_of(
    cells: Iterable[str],
    which: PersonField,
    known: Sequence[HistoryItem],
    answers: Mapping[str, str],
    is_withdrawn: Callable[[str], bool] = lambda _text: False,
) -> Said:
    """Return what is said in cells, a line each; sorted by their words, so that no order tells.

    Args:
        cells: everybody's answers.
        which: `HISTORY` or `EFFORTS`.
        known: the answers that the workshop has.
        answers: answers to earlier questions, by their key.
        is_withdrawn: whether somebody withdrew these words from the workshop: they stay out.

    """
    texts: dict[str, str] = {}
    for cell in cells:
        for text in cell.split("\n"):
            key = normalised_header(text)
            if key and not says_nothing(text):
                texts.setdefault(key, text.strip())
    here = [item for item in known if item.text and item.kind == KINDS[which]]
    everywhere = {normalised_header(item.text) for item in known if item.text}
    gone = [item for item in here if normalised_header(item.text) not in texts]
    said = Said()
    new = []
    fresh = [key for key in sorted(texts.keys() - everywhere) if not is_withdrawn(texts[key])]
    said.withdrawn = len(texts.keys() - everywhere) - len(fresh)
    for key in fresh:
        earlier = _most_like(texts[key], gone)
        answer = answers.get(f"said:{KINDS[which]}:{key}", "") if earlier else OTHER
        if earlier is None or answer == OTHER:
            new.append(texts[key])
            continue
        gone.remove(earlier)
        if answer == SAME:
            said.corrected[earlier.id] = texts[key]
        elif answer != LEAVE_OUT:
            said.problems.append(_question(which, key, earlier.text, texts[key]))
    said.new = tuple(new)
    return said


def told_withdrawn(count: int) -> Problem:
    """Tell how many answers stay out because somebody withdrew them; their words are not shown."""
    message = _n(
        "{n} answer was withdrawn from this workshop and stays out.",
        "{n} answers were withdrawn from this workshop and stay out.",
        count,
    )
    return Problem(
        key="said:withdrawn", row=0, field=F.HISTORY.value, value="",
        message=message.format(n=count), blocking=False,
    )  # fmt: skip


def _most_like(text: str, gone: Sequence[HistoryItem]) -> HistoryItem | None:
    best, found = _LIKE, None
    letters = SequenceMatcher(None, "", text)
    for item in gone:
        likeness = _likeness(item.text, text, letters, best)
        if likeness >= best:
            best, found = likeness, item
    return found


def _likeness(one: str, other: str, letters: SequenceMatcher[str], least: float) -> float:
    """Return how much of two answers is the same (0 to 1): of short ones letters, else words.

    ``letters`` compares with ``other``; what cannot come to ``least`` is not compared to its end.
    """
    if len(one) + len(other) < _SHORT:
        letters.set_seq1(one)
        bound = min(letters.real_quick_ratio(), letters.quick_ratio())
        return letters.ratio() if bound >= least else bound
    words, others = _words(one), _words(other)
    return 2 * len(words & others) / max(1, len(words) + len(others))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(normalised_header(text[:_COMPARED]).split())


def _question(which: PersonField, key: str, earlier: str, text: str) -> Problem:
    message = _("“{text}” seems to be another wording of “{earlier}”, which this file has no more.")
    return Problem(
        key=f"said:{KINDS[which]}:{key}", row=0, field=which.value, value=text,
        message=message.format(text=_short(text), earlier=_short(earlier)),
        choices=(
            Choice(value=SAME, label=_("Put it in the earlier one’s place")),
            Choice(value=OTHER, label=_("Keep both")),
            Choice(value=LEAVE_OUT, label=_("Keep the earlier one only")),
        ),
        offered=SAME,
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= _TOLD else f"{text[: _TOLD - 1]}…"
