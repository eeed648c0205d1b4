"""District data as a table for other programs: one row a number, nothing left out.

The same names in every language, so that the table can be read back.
"""

from app.domain.measures import Dataset, Measure, MeasureStatus

COLUMNS = (
    "title", "metric", "organisation", "organisation_id", "level", "year", "grade", "subject",
    "student_group", "group_id", "value", "low", "high", "numerator", "denominator", "status",
    "as_written", "source_file", "source_row", "source_column", "unit", "kind", "relation",
    "dimensions", "source",
)  # fmt: skip
"""What each row tells; ``value`` stands only where the status is "reported"."""

DATASET = "dataset"
"""Name of a further column, the last: which dataset a row is of, since two may have one title."""


def status_of(text: str) -> MeasureStatus:
    """Return the status of that name; an unknown one is a value that is missing."""
    known = {each.value: each for each in MeasureStatus}
    return known.get(text.strip().casefold(), MeasureStatus.MISSING)


def data_rows(dataset: Dataset) -> tuple[tuple[str, ...], ...]:
    """Return one row for each number of a dataset, as texts under :data:`COLUMNS`."""
    return tuple(_row(dataset, measure) for measure in dataset.rows)


def _row(dataset: Dataset, m: Measure) -> tuple[str, ...]:
    return (
        dataset.title, m.metric, m.organisation, m.organisation_id, m.level, m.year, m.grade,
        m.subject, m.student_group, m.group_id, _text(m.value), _text(m.low), _text(m.high),
        _text(m.numerator), _text(m.denominator), m.status.value, m.as_written, m.file,
        str(m.row or ""), m.column, dataset.unit, dataset.kind, m.relation,
        " ".join(dataset.dimensions), dataset.source,
    )  # fmt: skip


def _text(number: float | None) -> str:
    """Return a number as its shortest text that reads back as the same number."""
    if number is None:
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
