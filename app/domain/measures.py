"""District data: datasets of measures by student group. Imported, so outside the ledger."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.commands import PRIVATE, Command, verb
from app.domain.records import Record, record


class MeasureStatus(StrEnum):
    """What a published number really is."""

    REPORTED = "reported"
    SUPPRESSED = "suppressed"
    RANGE = "range"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One number as published; never imputed, never a midpoint, never a zero for a blank.

    Attributes:
        metric: what is counted ("graduation rate").
        organisation: district or school, as written.
        level: "school", "district" or "state".
        year, grade, subject: as written, or "".
        student_group: as written; ``group_id`` is the canonical id or "".
        value: the number where reported; percentages are 0 to 100.
        low, high: the bounds of a range.
        numerator, denominator: where given.
        status: what the number is.
        as_written: the cell's own text.
        row: row in the source file, from 1.

    """

    metric: str
    organisation: str = ""
    level: str = ""
    year: str = ""
    grade: str = ""
    subject: str = ""
    student_group: str = ""
    group_id: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    status: MeasureStatus = MeasureStatus.REPORTED
    as_written: str = ""
    row: int = 0


@record("datasets", private=True)
@dataclass(frozen=True, kw_only=True)
class Dataset(Record):
    """A table of measures with its chart.

    Attributes:
        position: order.
        title: as the room sees it.
        kind: "demographics" or "outcome" (an outcome carries the opportunity-gap statement).
        unit: "percent", "count" or "rate".
        source: file name, publisher or note, as the room sees it.
        dimensions: ids of the dimensions it informs.
        shown: whether the data scene shows it.
        rows: the measures.

    """

    position: float
    title: str
    kind: str = "outcome"
    unit: str = "percent"
    source: str = ""
    dimensions: tuple[str, ...] = ()
    shown: bool = True
    rows: tuple[Measure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Series:
    """What one chart shows of a dataset: one measure of the student groups, at one place and time.

    Attributes:
        title: what tells it from the dataset's other series; "" where it is the only one.
        rows: its measures, in the file's order.

    """

    title: str
    rows: tuple[Measure, ...]


def series_of(dataset: Dataset) -> tuple[Series, ...]:
    """Return a dataset's series in the file's order.

    Where there are rows of the district, its schools' rows stay out; of several years the latest
    is taken.
    """
    rows = tuple(row for row in dataset.rows if row.level == "district") or dataset.rows
    latest = max((row.year for row in rows), default="")
    found: dict[tuple[str, ...], list[Measure]] = {}
    for row in rows:
        if row.year == latest:
            key = (row.metric, row.organisation, row.year, row.grade, row.subject)
            found.setdefault(key, []).append(row)
    alone = len(found) == 1
    return tuple(
        Series(
            title="" if alone else " · ".join(dict.fromkeys(part for part in key if part)),
            rows=tuple(kept),
        )
        for key, kept in found.items()
    )


@verb("dataset.import")
@dataclass(frozen=True, kw_only=True)
class ImportDataset(Command):
    """Add a dataset; ``content`` is a :class:`Dataset` as JSON without its id."""

    dataset_id: str
    content: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@verb("dataset.edit")
@dataclass(frozen=True, kw_only=True)
class EditDataset(Command):
    """Change a dataset's title, kind, unit, source, dimensions, order or visibility."""

    dataset_id: str
    values: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@verb("dataset.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveDataset(Command):
    """Remove a dataset."""

    dataset_id: str
