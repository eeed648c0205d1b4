"""What the groups found: every dimension's marks, ready to be drawn or written.

Nothing here averages. A dimension scored by several groups keeps every mark and the range; "cannot
tell", "chose not to score", not yet scored and not assigned stay four different things.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from app.domain.framework import Lens

SORTS = ("order", "gap", "spread")
"""The orders that :meth:`ResultsTable.sorted_by` knows."""


class Standing(StrEnum):
    """Where one group stands with one lens of a dimension it was given."""

    SCORED = "scored"
    CANNOT_TELL = "cannot_tell"
    CHOSE_NOT = "chose_not"
    NOT_YET = "not_yet"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One group's answer for one lens of one dimension.

    ``level`` is the 1-based position on the scale and is set only when ``standing`` is SCORED.
    ``contested`` says that two note-takers sent different answers; ``levels`` then holds every
    level in question (ascending) and ``level`` may be None until people settle it.
    """

    group_id: str
    group_label: str
    lens: Lens
    standing: Standing
    level: int | None = None
    contested: bool = False
    reason: str = ""
    levels: tuple[int, ...] = ()

    @cached_property
    def _bare(self) -> "Mark":
        return replace(self, reason="")

    @property
    def without_reason(self) -> "Mark":
        """Return the same mark without its reason."""
        return self._bare if self.reason else self

    @property
    def settled_level(self) -> int | None:
        """The level when it is scored and nobody disputes it, else None."""
        settled = self.standing is Standing.SCORED and not self.contested
        return self.level if settled else None

    @property
    def shown_levels(self) -> tuple[int, ...]:
        """Every level at which this mark is to be seen; empty when it has none."""
        if self.standing is not Standing.SCORED:
            return ()
        if self.contested and self.levels:
            return tuple(sorted(set(self.levels)))
        return () if self.level is None else (self.level,)


@dataclass(frozen=True, kw_only=True)
class DimensionResult:
    """One dimension with every group's marks for both lenses.

    ``words`` pairs a group's label with what it said when it chose not to score. ``agreed`` is
    None where the room did not try to agree; else it holds, for each lens that was discussed, the
    agreed level or None for "no agreement", which is an answer too.
    """

    dimension_id: str
    number: int
    name: str
    short_name: str
    marks: tuple[Mark, ...] = ()
    data_needs: int = 0
    words: tuple[tuple[str, str], ...] = ()
    agreed: dict[Lens, int | None] | None = None

    @property
    def assigned(self) -> bool:
        """True when at least one group was given this dimension."""
        return bool(self.marks)

    @cached_property
    def _by_lens(self) -> dict[Lens, tuple[Mark, ...]]:
        return {lens: tuple(mark for mark in self.marks if mark.lens is lens) for lens in Lens}

    def lens_marks(self, lens: Lens) -> tuple[Mark, ...]:
        """Return the marks of one lens, in the groups' order."""
        return self._by_lens[lens]

    @cached_property
    def _placed(self) -> dict[tuple[Lens, int | Standing], tuple[Mark, ...]]:
        found: dict[tuple[Lens, int | Standing], list[Mark]] = {}
        for mark in self.marks:
            places: tuple[int | Standing, ...] = (*mark.shown_levels, mark.standing)
            for place in places:
                found.setdefault((mark.lens, place), []).append(mark)
        return {place: tuple(marks) for place, marks in found.items()}

    def marks_at(self, lens: Lens, place: int | Standing) -> tuple[Mark, ...]:
        """Return the marks of a lens that are to be seen at a level, or that stand so."""
        return self._placed.get((lens, place), ())

    @cached_property
    def _used(self) -> dict[Lens, frozenset[int]]:
        return {
            lens: frozenset(level for mark in marks for level in mark.shown_levels)
            for lens, marks in self._by_lens.items()
        }

    def levels_used(self, lens: Lens) -> frozenset[int]:
        """Return every level at which a mark of a lens is to be seen."""
        return self._used[lens]

    @cached_property
    def without_words(self) -> "DimensionResult":
        """Return the same scores without reasons, of which a chart shows nothing."""
        marks = tuple(mark.without_reason for mark in self.marks)
        return replace(self, marks=marks, words=())

    def range(self, lens: Lens) -> tuple[int, int] | None:
        """Return (lowest, highest) settled level of a lens, or None when there is none.

        Contested marks are left out until they are settled; so is everything that is not a score.
        """
        levels = [
            mark.settled_level for mark in self.lens_marks(lens) if mark.settled_level is not None
        ]
        return (min(levels), max(levels)) if levels else None

    def gap(self) -> int | None:
        """Return the widest step, in levels, from a group's own foundations to its own access.

        Positive means that access lags behind foundations. Only groups that scored both lenses
        count, and each is compared with itself, so that one group's strictness is never set against
        another's mildness. None when no group scored both. For sorting; it is not a score.
        """
        access = {mark.group_id: mark.settled_level for mark in self.lens_marks(Lens.ACCESS)}
        steps = [
            mark.settled_level - other
            for mark in self.lens_marks(Lens.FOUNDATIONS)
            if mark.settled_level is not None and (other := access.get(mark.group_id)) is not None
        ]
        return max(steps) if steps else None

    def spread(self) -> int | None:
        """Return how far apart the groups are, in levels: the wider of the two lenses' ranges.

        0 when they agree or only one group scored; None when nobody scored either lens.
        """
        ranges = [self.range(lens) for lens in Lens]
        widths = [high - low for low, high in (found for found in ranges if found is not None)]
        return max(widths) if widths else None


@dataclass(frozen=True, kw_only=True)
class ResultsTable:
    """All dimensions' results, with the words of the scale.

    ``level_names`` holds, per lens, one name a level in ascending order. ``revealed`` False means
    that the room has not been shown the results; ``before_reveal_mark`` is then the stamp that the
    facilitator's own copy carries. Without revelation and without a stamp nothing is drawn.
    """

    rows: tuple[DimensionResult, ...]
    level_count: int
    level_names: dict[Lens, tuple[str, ...]]
    lens_names: dict[Lens, str]
    revealed: bool = True
    before_reveal_mark: str = ""

    @property
    def may_show(self) -> bool:
        """True when the marks may be drawn: revealed, or stamped as the facilitator's copy."""
        return self.revealed or bool(self.before_reveal_mark)

    @cached_property
    def group_labels(self) -> tuple[str, ...]:
        """Return every group's label once, in order of appearance."""
        return tuple(dict.fromkeys(mark.group_label for row in self.rows for mark in row.marks))

    def as_shown(self) -> "ResultsTable":
        """Return the table itself when it may be shown, else one that holds no answer at all."""
        if self.may_show:
            return self
        rows = (replace(row, marks=(), data_needs=0, words=(), agreed=None) for row in self.rows)
        return replace(self, rows=tuple(rows))

    def sorted_by(self, sort: str) -> "ResultsTable":
        """Return the table with its rows in "order", or by widest "gap" or "spread" first.

        Rows without a gap or spread come last; ties keep the dimensions' own order. Raises
        ValueError for another word.
        """
        if sort not in SORTS:
            raise ValueError(f"unknown sort {sort!r}")

        if sort == "order":
            return replace(self, rows=tuple(sorted(self.rows, key=lambda row: row.number)))

        def key(row: DimensionResult) -> tuple[bool, int, int]:
            value = row.gap() if sort == "gap" else row.spread()
            return (value is None, -(value or 0), row.number)

        return replace(self, rows=tuple(sorted(self.rows, key=key)))
