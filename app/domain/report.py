"""What a report is made from: plain frozen data that travels to the report worker as JSON.

Times are local "HH:MM" on the workshop's own clock, dates are dates, words are already in the
report's language. Built by :func:`app.domain.report_reading.report_input`, which leaves out every
name and, for a page to share, every free word.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.chart_bar_marks import BarTable
from app.domain.cheat_card import CheatCard
from app.domain.framework import Lens
from app.domain.results import Mark, ResultsTable
from app.domain.room_open import Door


class Purpose(StrEnum):
    """For whom a report is, which decides what it may hold at all."""

    FULL = "full"
    """Everything but names: the summary and the tables."""
    SHARE = "share"
    """Scores, norms, next steps and the next date; no participant's free words."""
    PAPER = "paper"
    """Empty sheets for the room; no results and no words."""


@dataclass(frozen=True, kw_only=True)
class LevelText:
    """One level as worded for a dimension or in general; ``position`` counts from 1."""

    position: int
    name: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class LensText:
    """One lens with its question and its levels on offer."""

    lens: Lens
    name: str
    question: str
    levels: tuple[LevelText, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionAnswer:
    """What a group wrote to one key question."""

    code: str
    words: str


@dataclass(frozen=True, kw_only=True)
class GroupAnswer:
    """One group's answer to one dimension; ``chose_not`` is None where it did not choose so."""

    group_label: str
    marks: tuple[Mark, ...] = ()
    evidence: str = ""
    other_view: str = ""
    student_groups: tuple[str, ...] = ()
    chose_not: str | None = None
    questions: tuple[QuestionAnswer, ...] = ()

    def mark(self, lens: Lens) -> Mark | None:
        """Return the group's mark for a lens, or None."""
        return next((mark for mark in self.marks if mark.lens is lens), None)


@dataclass(frozen=True, kw_only=True)
class NeedText:
    """A data need; ``kind`` is "quantitative", "qualitative" or ""."""

    text: str
    kind: str = ""
    group_label: str = ""
    dimension_number: int = 0


@dataclass(frozen=True, kw_only=True)
class DimensionText:
    """One dimension: its own words, how its levels read, and what the groups said."""

    id: str
    number: int
    name: str
    vision: str
    questions: tuple[tuple[str, str], ...] = ()
    look_fors: tuple[str, ...] = ()
    lenses: tuple[LensText, ...] = ()
    answers: tuple[GroupAnswer, ...] = ()
    needs: tuple[NeedText, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupText:
    """A table: its dimensions' numbers, how many sit there, and their names if asked for.

    Attributes:
        names: as people write them.
        listed: the same people, as lists tell them apart who have one name.
    """

    label: str
    place: str = ""
    dimension_numbers: tuple[int, ...] = ()
    people: int = 0
    names: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoleCount:
    """How many people of a role were invited, and how many came."""

    role: str
    invited: int
    here: int


@dataclass(frozen=True, kw_only=True)
class NormText:
    """One norm."""

    name: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """One activity: planned and, where it happened, actual; ``state`` as in the rundown."""

    title: str
    prompt: str
    mode: str
    starts: str
    minutes: int
    state: str
    actual_starts: str = ""
    actual_minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaBlock:
    """A block; ``app_default`` says that its minutes are the program's, not the published ones."""

    title: str
    minutes: int
    app_default: bool
    lines: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PromptNotes:
    """Notes under a prompt or a theme; ``purpose`` is the prompt's, "" for a theme."""

    title: str
    purpose: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StepText:
    """A next step: what, whose role, by when, for which dimensions."""

    text: str
    owner_role: str = ""
    due: date | None = None
    dimension_numbers: tuple[int, ...] = ()
    theme: str = ""


@dataclass(frozen=True, kw_only=True)
class DataText:
    """A dataset: its charts, each with how it is to be read and what it does not say.

    ``left_out`` counts charts beyond what a page can carry; ``rows`` are all of its numbers
    (:mod:`app.domain.data_table`).
    """

    id: str
    title: str
    outcome: bool
    source: str
    shown: bool = True
    dimension_numbers: tuple[int, ...] = ()
    charts: tuple[BarTable, ...] = ()
    left_out: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class NextMeeting:
    """The next convening; ``time`` is "HH:MM" or ""."""

    day: date
    time: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportInput:
    """Everything a report may say.

    Attributes:
        purpose: for whom it is.
        language, languages: the report's and the room's, codes.
        lineage, time_zone: for calendar files.
        made_on, made_at: when it was built, local.
        approved: whether the facilitator approved the summary; if not, it is a draft.
        adopted_at: when the room adopted its norms, local, or "".
        started, finished: whether the day began and ended.
        names: whether names were asked for; hosts and group lists are filled only then.
        names_left_out: how many full names were taken out of free words.
        hidden_notes: notes that the facilitator hid, which are not printed.
        mark: what marks the pack's stand-in text, such as "App default".

    """

    purpose: Purpose
    language: str
    languages: tuple[str, ...]
    lineage: str
    time_zone: str
    district: str
    day: date
    place: str
    start: str
    planned_end: str
    made_on: date
    made_at: str
    approved: bool
    adopted_at: str
    started: bool
    finished: bool
    names: bool
    sample: bool
    hosts: tuple[str, ...] = ()
    names_left_out: int = 0
    framework_title: str = ""
    mark: str = ""
    gap_statement: str = ""
    how_to_score: tuple[str, ...] = ()
    results: ResultsTable
    lenses: tuple[LensText, ...] = ()
    dimensions: tuple[DimensionText, ...] = ()
    groups: tuple[GroupText, ...] = ()
    next_groups: tuple[GroupText, ...] = ()
    roles: tuple[RoleCount, ...] = ()
    norms: tuple[NormText, ...] = ()
    agenda: tuple[AgendaBlock, ...] = ()
    prompts: tuple[PromptNotes, ...] = ()
    themes: tuple[PromptNotes, ...] = ()
    hidden_notes: int = 0
    history: tuple[str, ...] = ()
    efforts: tuple[str, ...] = ()
    datasets: tuple[DataText, ...] = ()
    next_steps: tuple[StepText, ...] = ()
    data_needs: tuple[NeedText, ...] = ()
    next_meeting: NextMeeting | None = None

    def dimension_name(self, number: int) -> str:
        """Return a dimension's name by its number, or ""."""
        return next((d.name for d in self.dimensions if d.number == number), "")


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """How a report is built.

    Attributes:
        paper: "letter" or "a4".
        with_words: whether the workbook has data needs, reasons and notes beside the scores.
        with_workshop: whether the calendar has the workshop itself too.
        card: what is on the cheat card, where that is what is built.
        door: the open room, where its join sheets are built.

    """

    paper: str = "letter"
    with_words: bool = True
    with_workshop: bool = False
    card: CheatCard | None = None
    door: Door | None = None
