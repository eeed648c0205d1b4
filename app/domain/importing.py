"""What lies between a file that somebody brought and the command that takes it in: previews.

A preview holds everything that would be imported, every question that is still open, and what is
left out; nothing of it is in the workshop yet. Plain values only, so that it can cross a process.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.measures import Dataset

LEAVE_OUT = "leave_out"
"""The answer that leaves a row out."""

SAME = "same"
"""The answer that two rows, or a row and somebody on the list, are one person."""

OTHER = "other"
"""The answer that they are two people."""

KEEP = "keep"
"""The answer that takes a row as it is."""

NOBODY = "nobody"
"""The answer that a written name means no one on the list."""

EVERY = "*"
"""The choice of all values of a filter, side by side."""


@dataclass(frozen=True, kw_only=True)
class TableNote:
    """Something that reading the file changed or left aside; ``row`` is 0 for the whole file."""

    row: int
    message: str


class RowNumber(int):
    """A row's number in one of several files: another one for each row, and told with its file.

    ``str`` and ``format`` give "12 of “tickets.csv”", so that every sentence names the file too.
    Row 0 is the file as a whole.
    """

    part: int
    told: str
    number: int
    name: str

    def __new__(
        cls, number: int, part: int, told: str, *, file: int, name: str = ""
    ) -> "RowNumber":
        """Take the row in its file, its columns' part of the table, and the words for both.

        ``file`` is the file's place among all, from 0, and ``name`` what it is called.
        """
        made = super().__new__(cls, file * _ROWS_OF_A_FILE + number)
        made.part, made.told, made.number, made.name = part, told, number, name
        return made

    def __str__(self) -> str:
        return self.told

    def __format__(self, spec: str) -> str:
        return format(self.told, spec)


_ROWS_OF_A_FILE = 10_000_000


def number_of(row: int) -> int:
    """Return a row's number in its own file."""
    return row.number if isinstance(row, RowNumber) else row


def file_of(row: int) -> str:
    """Return the name of a row's file, "" where there is only one file."""
    return row.name if isinstance(row, RowNumber) else ""


def part_of(row: int) -> int:
    """Return in which part of a table of several files a row's columns are, from 0."""
    return row.part if isinstance(row, RowNumber) else 0


@dataclass(frozen=True, kw_only=True)
class RawRow:
    """One row: its number in the file as a spreadsheet counts it, from 1, and its cells.

    ``cells`` has one text for each column of the header; ``extra`` holds what stood beyond it.
    """

    number: int
    cells: tuple[str, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TablePart:
    """The columns that came from one file, or from several alike, of a table of several files."""

    name: str
    start: int
    width: int


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """A table as it was read: all text, nothing interpreted.

    Attributes:
        name: the file's name, or words for pasted text.
        header: a name for each column, made different where the file repeats one.
        header_row: the header's row in the file; 0 where the file has none.
        rows: the rows below the header that are not blank.
        encoding: such as "utf-8"; "" for a workbook.
        separator: between cells; "" for a workbook.
        sheet, sheets: the sheet that was read, and all that there are; a text file has none.
        notes: what reading changed or left aside (titles, footnotes, NULs, repeated headers).
        written: the header's cells as they stand in the file.
        above: the rows above the header, as they are.
        parts: where the table is of several files, the columns of each; else ().

    """

    name: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[RawRow, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[TableNote, ...] = ()
    written: tuple[str, ...] = ()
    above: tuple[RawRow, ...] = ()
    parts: tuple[TablePart, ...] = ()

    def column(self, index: int) -> tuple[str, ...]:
        """Return one column's cells, from top to bottom."""
        return tuple(row.cells[index] for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A possible answer: ``value`` for the program, ``label`` for people.

    ``for_all`` is what it is called as one answer for all questions that are asked with the same
    words; "" where each needs an answer of its own.
    """

    value: str
    label: str
    for_all: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A question about the file, or something to know about it.

    Attributes:
        key: names the question; ``answers[key]`` is its answer.
        row: the row in the file; 0 for the whole file. ``rows`` has all rows it is about.
        field: what it is about ("role", "email", a column's name).
        value: the text as written.
        message: one sentence for the facilitator.
        choices: possible answers; other texts are answers too where ``free_text``.
        blocking: whether the import waits for the answer.
        free_text: whether a typed text is an answer (a missing name).
        offered: the likely answer, to be confirmed by a person; "" for none.

    """

    key: str
    row: int
    field: str
    value: str
    message: str
    choices: tuple[Choice, ...] = ()
    rows: tuple[int, ...] = ()
    blocking: bool = True
    free_text: bool = False
    offered: str = ""


@dataclass(frozen=True, kw_only=True)
class MappingProfile:
    """A remembered mapping: what the columns of a kind of file are taken as.

    ``kind`` is "people" or "data"; ``fields`` maps a normalised header to a field's name;
    ``words`` keeps how words of such files were read, by the question's key.
    """

    name: str
    kind: str
    fingerprint: str
    fields: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


class DataField(StrEnum):
    """What a column of a data file can be taken as."""

    IGNORE = "ignore"
    GROUP = "student_group"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    ORGANISATION = "organisation"
    LEVEL = "level"
    YEAR = "year"
    SUBJECT = "subject"
    GRADE = "grade"
    METRIC = "metric"


DataMapping = tuple[DataField, ...]
"""One field for each column of the table, in order; several columns may be values."""


@dataclass(frozen=True, kw_only=True)
class DataFilter:
    """A choice among the values of one column: one year, one school, one kind of rate.

    ``field`` names the attribute of a measure; ``chosen`` is "" until somebody chooses, and
    `EVERY` for all values side by side, where ``every`` says in words what that would be.
    """

    field: str
    label: str
    values: tuple[str, ...]
    chosen: str = ""
    every: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceCount:
    """A district in a large file: its code (or name) there, its state, and how many rows it has."""

    key: str
    name: str
    state: str = ""
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class ManyPlaces:
    """A file too large for one look: somebody has to choose whose rows are wanted.

    Attributes:
        name: the file's.
        layout_name: of a public layout, "" for another table.
        places: the districts in it, by name.
        by: the header of the column that ``places`` are values of where they are no districts.

    """

    name: str
    layout_name: str
    places: tuple[PlaceCount, ...]
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class DataPreview:
    """All that importing a data file would do: one dataset, and how it was picked.

    Attributes:
        table: the file's name.
        layout: the recognised public layout, "" for a mapping of the user's own.
        layout_name: its name for people.
        mapping: what each column is taken as; () for a recognised layout.
        filters: what can be chosen; blocking problems say where a choice is missing.
        dataset: the dataset as it would be stored; its id is "".
        problems: open questions and things to know.
        notes: what reading the file changed.

    """

    table: str
    layout: str
    layout_name: str
    header: tuple[str, ...]
    mapping: DataMapping
    filters: tuple[DataFilter, ...]
    dataset: Dataset
    problems: tuple[Problem, ...] = ()
    notes: tuple[TableNote, ...] = ()

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Return what must be settled first."""
        return tuple(problem for problem in self.problems if problem.blocking)
