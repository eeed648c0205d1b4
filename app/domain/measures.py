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
        organisation: district or school, as written; where a file has two of one name, with its
            district or code behind it.
        organisation_id: its code as text, leading zeros kept.
        level: "school", "district" or "state".
        year, grade, subject: as written, or "".
        student_group: as written; ``group_id`` is the canonical id or "".
        value: the number where reported; percentages are 0 to 100.
        low, high: the bounds of a range.
        numerator, denominator: where given.
        status: what the number is.
        as_written: the cell's own text.
        file: the source file's name.
        row: row in the source file, from 1.
        column: the header of its column in the source file; several are joined with " + ".
        relation: what is hoped for of it (`app.domain.relations`); "" for what fits its kind.

    """

    metric: str
    organisation: str = ""
    organisation_id: str = ""
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
    file: str = ""
    row: int = 0
    column: str = ""
    relation: str = ""


@record("datasets", private=True)
@dataclass(frozen=True, kw_only=True)
class Dataset(Record):
    """A table of measures with its chart.

    Attributes:
        position: order.
        title: as the room sees it.
        kind: "demographics", "resource" or "outcome" (which carries the opportunity-gap statement).
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


@verb("dataset.import")
@dataclass(frozen=True, kw_only=True)
class ImportDataset(Command):
    """Add a dataset; ``content`` is a :class:`Dataset` as JSON without its id."""

    dataset_id: str
    content: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@verb("dataset.edit")
@dataclass(frozen=True, kw_only=True)
class EditDataset(Command):
    """Change a dataset's title, kind, unit, source, dimensions, order or visibility.

    "relation" among the values is given to every one of its measures.
    """

    dataset_id: str
    values: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@verb("dataset.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveDataset(Command):
    """Remove a dataset."""

    dataset_id: str
