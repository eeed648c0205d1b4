"""Reading the results out of a snapshot: from cells to the table that charts and reports draw."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any
from weakref import ReferenceType, ref

from app.domain.cells import ROOM, CellKey, Field
from app.domain.framework import Dimension, Framework, Lens
from app.domain.merge import CellState
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing
from app.domain.seating import Group
from app.domain.snapshot import Snapshot
from app.domain.text import say


def results_table(
    snapshot: Snapshot, language: str, *, before_reveal_mark: str = ""
) -> ResultsTable:
    """Return every dimension's marks in ``language``.

    ``before_reveal_mark`` is the stamp of the facilitator's own copy, for use before the reveal;
    without it an unrevealed table draws nothing.
    """
    framework = snapshot.framework
    rows = tuple(
        _named(answers, dimension, language)
        for answers, dimension in zip(_answers(snapshot), framework.dimensions, strict=True)
    )
    names = {lens: _level_names(framework, lens, rows, language) for lens in Lens}
    count = max(len(found) for found in names.values())
    return ResultsTable(
        rows=rows,
        level_count=count,
        level_names={lens: _filled(found, count) for lens, found in names.items()},
        lens_names={lens: say(framework.scale(lens).name, language) for lens in Lens},
        revealed=snapshot.workshop.revealed_at is not None,
        before_reveal_mark=before_reveal_mark,
    )


def with_data_asked(table: ResultsTable, asked: Mapping[str, int]) -> ResultsTable:
    """Return a table that flags where groups lacked data, as somebody else counted them."""
    rows = (replace(row, data_needs=asked.get(row.dimension_id, 0)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def scorers(snapshot: Snapshot, dimension_id: str) -> tuple[Group, ...]:
    """Return the groups that were given a dimension, and those that answered it all the same.

    A dimension may be taken from a group after it scored; what it said is never dropped.
    """
    return tuple(
        group
        for group in snapshot.groups
        if dimension_id in group.dimensions or _has_answer(snapshot, group.id, dimension_id)
    )


class _WellKnownKey(CellKey):
    """A cell's name that is asked for again and again, at every entry of a crowded room."""

    @cached_property
    def _name(self) -> str:
        return super().__str__()

    def __str__(self) -> str:
        return self._name


@lru_cache(maxsize=20_000)
def known_key(group_id: str, dimension_id: str, field: Field, lens: str = "") -> CellKey:
    """Return the name of a group's cell, made once: it is looked up at every entry."""
    return _WellKnownKey(group_id, dimension_id, field, str(lens))


def cell_words(snapshot: Snapshot, key: CellKey) -> str:
    """Return a text cell's words; contested versions one under the other, withdrawn ones gone."""
    words = (_plain(version.value) for version in snapshot.cell(key).versions)
    return "\n".join(text for text in words if text)


def chose_not_words(snapshot: Snapshot, group_id: str, dimension_id: str) -> str | None:
    """Return what a group said when it chose not to score; None when it did not choose so."""
    key = known_key(group_id, dimension_id, Field.NOT_SCORED)
    return cell_words(snapshot, key) if snapshot.cell(key).versions else None


def _plain(value: Any) -> str:
    words = value.get("words", "") if isinstance(value, dict) else value
    return str(words or "").strip()


def _has_answer(snapshot: Snapshot, group_id: str, dimension_id: str) -> bool:
    keys = [known_key(group_id, dimension_id, Field.RATING, lens) for lens in Lens]
    keys.append(known_key(group_id, dimension_id, Field.NOT_SCORED))
    return any(snapshot.cell(key).versions for key in keys)


_ReadMark = tuple[tuple[object, ...], Mark]
"""A mark, and before it what it was read from."""

_Marks = dict[tuple[str, Lens], _ReadMark]
"""A dimension's marks by group and lens."""

_LAST: list[tuple[ReferenceType[Snapshot], tuple[DimensionResult, ...]]] = []
_READ: dict[str, tuple[tuple[object, ...], DimensionResult]] = {}
_NAMED: dict[tuple[str, str], tuple[DimensionResult, DimensionResult]] = {}
_MARKS: dict[str, _Marks] = {}
"""What was read last: of a whole snapshot, of each dimension (and language), of each mark; and what
from. Entries come one by one, while the chart asks for all dimensions."""


def _named(answers: DimensionResult, dimension: Dimension, language: str) -> DimensionResult:
    """Return a dimension's answers, the same object as last time while they are the same."""
    place = (dimension.id, language)
    known = _NAMED.get(place)
    if known is None or known[0] is not answers:
        names = (say(dimension.name, language), say(dimension.short_name, language))
        known = answers, replace(answers, name=names[0], short_name=names[1])
        _NAMED[place] = known
    return known[1]


def _answers(snapshot: Snapshot) -> tuple[DimensionResult, ...]:
    """Return what the groups answered in every dimension, as yet without its names."""
    for of, known in _LAST:
        if of() is snapshot:
            return known
    common = (
        snapshot.framework, snapshot.seatings, snapshot.data_needs,
        snapshot.workshop.agree_ratings, *snapshot.written(""),
    )  # fmt: skip
    found = tuple(_answer(snapshot, one, common) for one in snapshot.framework.dimensions)
    _LAST[:] = [(ref(snapshot), found)]
    return found


def _answer(
    snapshot: Snapshot, dimension: Dimension, common: tuple[object, ...]
) -> DimensionResult:
    """Return one dimension's answers; ``common`` is what those of all dimensions depend on."""
    source = (dimension, *common, *snapshot.written(dimension.id))
    known = _READ.get(dimension.id)
    if known is None or not _the_same(known[0], source):
        known = _READ[dimension.id] = source, _row(snapshot, dimension)
    return known[1]


def _the_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))


def _row(snapshot: Snapshot, dimension: Dimension) -> DimensionResult:
    before, read = _MARKS.get(dimension.id, {}), _Marks()
    words: list[tuple[str, str]] = []
    for group in scorers(snapshot, dimension.id):
        refused = chose_not_words(snapshot, group.id, dimension.id)
        if refused is not None:
            words.append((group.label, refused))
        for lens in Lens:
            place = (group.id, lens)
            known = before.get(place)
            read[place] = _mark(snapshot, group, dimension.id, lens, refused is not None, known)
    _MARKS[dimension.id] = read
    return DimensionResult(
        dimension_id=dimension.id,
        number=dimension.number,
        name="",
        short_name="",
        marks=tuple(mark for _source, mark in read.values()),
        data_needs=sum(
            1
            for need in snapshot.data_needs
            if need.dimension_id == dimension.id and snapshot.words(need.id).strip()
        ),
        words=tuple(words),
        agreed=_agreed(snapshot, dimension.id),
    )


def _mark(
    snapshot: Snapshot,
    group: Group,
    dimension_id: str,
    lens: Lens,
    refused: bool,
    known: _ReadMark | None,
) -> _ReadMark:
    """Return a group's mark with what it was read from; ``known`` while that is the same."""
    state = snapshot.cell(known_key(group.id, dimension_id, Field.RATING, lens))
    reason = known_key(group.id, dimension_id, Field.REASON, lens)
    source = (group, snapshot.framework, state, snapshot.cell(reason), refused)
    if known is not None and _the_same(known[0], source):
        return known
    words = cell_words(snapshot, reason)
    return source, _made_mark(snapshot.framework, group, lens, state, refused, words)


def _made_mark(
    framework: Framework, group: Group, lens: Lens, state: CellState, refused: bool, reason: str
) -> Mark:
    levels = _positions(framework, state)
    contested = len(state.versions) > 1
    if refused:
        standing, levels, contested = Standing.CHOSE_NOT, (), False
    elif levels:
        standing = Standing.SCORED
    elif state.versions:
        standing = Standing.CANNOT_TELL
    else:
        standing = Standing.NOT_YET
    return Mark(
        group_id=group.id,
        group_label=group.label,
        lens=lens,
        standing=standing,
        level=levels[0] if levels and not contested else None,
        contested=contested,
        levels=levels if contested else (),
        reason=reason,
    )


def _positions(framework: Framework, state: CellState) -> tuple[int, ...]:
    """Return the levels named by a rating's versions, ascending; unknown ids are left out."""
    found = set()
    for version in state.versions:
        level_id = version.value.get("level") if isinstance(version.value, dict) else None
        position = _position(framework, str(level_id)) if level_id else None
        if position is not None:
            found.add(position)
    return tuple(sorted(found))


def _position(framework: Framework, level_id: str) -> int | None:
    try:
        return framework.level(level_id).position
    except KeyError:
        return None


def _agreed(snapshot: Snapshot, dimension_id: str) -> dict[Lens, int | None] | None:
    """Return what the room agreed, per lens it settled; None where it was not to agree."""
    if not snapshot.workshop.agree_ratings:
        return None
    found: dict[Lens, int | None] = {}
    for lens in Lens:
        state = snapshot.cell(CellKey(ROOM, dimension_id, Field.AGREED, lens.value))
        if isinstance(state.value, dict):
            levels = _positions(snapshot.framework, state)
            found[lens] = levels[0] if levels else None
    return found or None


def _level_names(
    framework: Framework, lens: Lens, rows: tuple[DimensionResult, ...], language: str
) -> tuple[str, ...]:
    """Return the names of the levels on offer, and of retired ones that a mark still stands at."""
    used = frozenset[int]().union(*(row.levels_used(lens) for row in rows))
    known = _LEVELS.get((lens, language))
    if known is None or known[0] is not framework or known[1] != used:
        known = framework, used, _names_of(framework, lens, used, language)
        _LEVELS[lens, language] = known
    return known[2]


_LEVELS: dict[tuple[Lens, str], tuple[Framework, frozenset[int], tuple[str, ...]]] = {}
"""The names last read, and the framework and levels that they were read for."""


def _names_of(
    framework: Framework, lens: Lens, used: frozenset[int], language: str
) -> tuple[str, ...]:
    scale = framework.scale(lens)
    names = {level.position: say(level.name, language) for level in scale.offered}
    for level in scale.levels:
        if level.position in used:
            names.setdefault(level.position, say(level.name, language))
    return _filled(
        tuple(names.get(place, "") for place in range(1, max((*names, *used), default=0) + 1)), 0
    )


def _filled(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return names up to ``count``, a place without a name being called by its number."""
    padded = (*names, *("" for _ in range(count - len(names))))
    return tuple(name or str(place) for place, name in enumerate(padded, 1))
