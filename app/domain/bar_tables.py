"""District data to the bar charts that people see, in one language."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.domain.chart_bar_marks import BarTable, BarValue, Unit
from app.domain.data_boards import Board, BoardRow, boards_of
from app.domain.framework import Framework
from app.domain.measures import Dataset, Measure, MeasureStatus
from app.domain.relations import HOW_TO_READ, NEEDS_MORE, Relation, relation_named
from app.domain.text import say
from app.i18n import N_, plural_translator, translator

OUTCOME = "outcome"
DEMOGRAPHICS = "demographics"
RESOURCE = "resource"

KIND_NAMES = {
    OUTCOME: N_("Outcome"),
    RESOURCE: N_("What students get"),
    DEMOGRAPHICS: N_("Who our students are"),
}
"""What a choice calls each kind of data."""

_UNITS: dict[str, Unit] = {"percent": "percent", "count": "count", "rate": "rate"}

_GROUP_NAMES = {
    "all": N_("All students"),
    "white": N_("White students"),
    "high_needs": N_("High needs (as the state defines it)"),
}

NameOf = Callable[[Measure], str]
"""What a chart calls a measure's student group."""


def bar_tables(
    dataset: Dataset, language: str, framework: Framework, beside: Iterable[Dataset] = ()
) -> tuple[BarTable, ...]:
    """Return a dataset as charts in the file's order, the first under the dataset's title.

    Args:
        dataset: what to show.
        language: the language of group names and of the words around the bars.
        framework: names of student groups, and the statement that outcomes carry always.
        beside: the workshop's other data, of which the shares of all students are compared with.

    """
    shares = shares_of_students(beside)
    boards = boards_of(dataset)
    tables = []
    for board in boards:
        table = board_table(
            dataset, board, language,
            lambda row: group_label(row, language, framework), shares,
        )  # fmt: skip
        title = dataset.title if len(boards) == 1 else f"{dataset.title}: {board.title}"
        statement = say(framework.gap_statement, language) if dataset.kind == OUTCOME else ""
        tables.append(with_words(table, title=title, statement=statement, source=dataset.source))
    return tuple(tables)


def with_words(table: BarTable, *, title: str, statement: str, source: str) -> BarTable:
    """Return a chart with the words that stand over and under it."""
    return replace(table, title=title, statement=statement, source=source)


def board_table(
    dataset: Dataset,
    board: Board,
    language: str,
    name_of: NameOf,
    shares: dict[str, float] | None = None,
    *,
    whole: Board | None = None,
) -> BarTable:
    """Return one picture of a dataset as bars; who draws it puts title and statement around it.

    ``shares`` has the share of all students by a student group's id, in percent. Where ``board`` is
    a part of a ``whole``, bars keep the scale of that, and its line of all students.
    """
    if whole is None:
        whole = board
    relation = relation_of(dataset)
    unit = bar_unit(dataset)
    compared = shares if relation is Relation.REPRESENTATION and unit == "percent" else None
    stressed = relation is Relation.NEED_WEIGHTED and any(
        row.first.group_id in NEEDS_MORE for row in board.rows
    )
    rows = [
        tuple(_bar(cell, row, name_of, compared or {}, stressed=stressed) for cell in row.cells)
        for row in board.rows
    ]
    many = len(whole.columns) > 1
    marks: tuple[float | None, ...] = ()
    if relation is Relation.PARITY and unit != "count":
        lines = dict(zip(whole.columns, _marks(whole), strict=False))
        marks = tuple(lines.get(name) for name in board.columns) if lines else ()
    return BarTable(
        title=board.title,
        unit=unit,
        values=() if many else tuple(row[0] for row in rows),
        columns=board.columns if many else (),
        cells=tuple(rows) if many else (),
        marks=marks,
        most=_most(whole),
        aim=_aim(
            relation,
            language,
            line=any(m is not None for m in marks),
            ticks=bool(compared),
            stressed=stressed,
        ),
        note=note_words(board.measures, language),
    )


def relation_of(dataset: Dataset) -> Relation:
    """Return what is hoped for of a dataset's numbers."""
    named = dataset.rows[0].relation if dataset.rows else ""
    return relation_named(named, dataset.kind)


def shares_of_students(datasets: Iterable[Dataset]) -> dict[str, float]:
    """Return each student group's share of all students in percent, by its id.

    From the first dataset that says who the students are: of the district itself, in its newest
    year, and only what was reported as a number. Numbers of students are taken as shares of all of
    them, where the file has those too.
    """
    return next((found for one in datasets if (found := _shares_in(one))), {})


def shares_source(datasets: Iterable[Dataset]) -> Dataset | None:
    """Return the dataset that the shares of all students come from."""
    return next((one for one in datasets if _shares_in(one)), None)


def _shares_in(dataset: Dataset) -> dict[str, float]:
    if dataset.kind != DEMOGRAPHICS or not dataset.rows:
        return {}
    first = dataset.rows[0]
    rows = [
        row
        for row in dataset.rows
        if (row.metric, row.grade, row.subject) == (first.metric, first.grade, first.subject)
    ]
    rows = [row for row in rows if row.level == "district"] or rows
    if len({row.organisation for row in rows}) > 1:
        return {}  # nothing says whose students all of them are
    newest = max(row.year for row in rows)
    values = {
        row.group_id: row.value
        for row in rows
        if row.year == newest and row.group_id and row.value is not None
    }
    if dataset.unit == "percent":
        return values
    whole = values.get("all", 0.0)
    if dataset.unit != "count" or not whole:
        return {}
    return {group: 100 * value / whole for group, value in values.items()}


def note_words(measures: Sequence[Measure], language: str) -> str:
    """Return how many values are no plain numbers, and why; "" where all are."""
    times = Counter(measure.status for measure in measures)
    _n = plural_translator(language)
    hidden, blurred = times[MeasureStatus.SUPPRESSED], times[MeasureStatus.RANGE]
    gone, other = times[MeasureStatus.MISSING], times[MeasureStatus.NOT_APPLICABLE]
    said = (
        (hidden, _n("{n} value is suppressed: too few students stand behind it.",
                    "{n} values are suppressed: too few students stand behind them.", hidden)),
        (blurred, _n("{n} value is published as a range.",
                     "{n} values are published as ranges.", blurred)),
        (gone, _n("{n} value is missing.", "{n} values are missing.", gone)),
        (other, _n("{n} value does not apply.", "{n} values do not apply.", other)),
    )  # fmt: skip
    return " ".join(words.format(n=count) for count, words in said if count)


def group_label(measure: Measure, language: str, framework: Framework) -> str:
    """Return a student group's name in a language: the framework's, else as the file writes it."""
    for group in framework.student_groups:
        if group.id == measure.group_id:
            return say(group.name, language)
    known = _GROUP_NAMES.get(measure.group_id)
    if known:
        return translator(language)(known)
    return measure.student_group or measure.organisation


def bar_unit(dataset: Dataset) -> Unit:
    """Return the unit of a dataset's bars; what is neither a percentage nor a count is a rate."""
    return _UNITS.get(dataset.unit, "rate")


def _bar(
    cell: Measure | None,
    row: BoardRow,
    name_of: NameOf,
    shares: dict[str, float],
    *,
    stressed: bool,
) -> BarValue:
    label = row.first.organisation if row.by_place else name_of(row.first)
    if cell is None:
        return BarValue(label=label, status="missing")
    return BarValue(
        label=label,
        value=cell.value,
        low=cell.low,
        high=cell.high,
        status=cell.status.value,
        as_written=cell.as_written,
        mark=shares.get(cell.group_id) if cell.group_id else None,
        soft=stressed and cell.group_id not in NEEDS_MORE,
    )


def _marks(board: Board) -> tuple[float | None, ...]:
    """Return for each column the value of all students, where the file has it as a number."""
    if len(board.rows) < 2:
        return ()
    whole = next((row for row in board.rows if row.first.group_id == "all"), None)
    return tuple(cell.value if cell else None for cell in whole.cells) if whole else ()


def _most(board: Board) -> float:
    """Return the largest number in a picture, by which its parts are drawn to one scale."""
    known = [number for m in board.measures for number in (m.value, m.low, m.high)]
    return max((number for number in known if number is not None), default=0.0)


def _aim(relation: Relation, language: str, *, line: bool, ticks: bool, stressed: bool) -> str:
    _ = translator(language)
    said = [_(HOW_TO_READ[relation])] if HOW_TO_READ[relation] else []
    if line:
        said.append(_("The dashed line is all students."))
    if ticks:
        said.append(_("The upright mark is the group’s share of all students."))
    if stressed:
        said.append(_("Full bars are groups with greater need."))
    return " ".join(said)
