"""Reading the results out of a snapshot: from cells to the table that charts and reports draw."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

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
    rows = tuple(_named(snapshot, dimension, language) for dimension in framework.dimensions)
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
    entries = (found[0] for found in snapshot.entries_by_cell.values())
    wrote = {entry.group_id for entry in entries if entry.dimension_id == dimension_id}
    return tuple(
        group
        for group in snapshot.groups
        if dimension_id in group.dimensions
        or (group.id in wrote and _has_answer(snapshot, group.id, dimension_id))
    )


def cell_words(snapshot: Snapshot, key: CellKey) -> str:
    """Return a text cell's words; contested versions one under the other, withdrawn ones gone."""
    words = (_plain(version.value) for version in snapshot.cell(key).versions)
    return "\n".join(text for text in words if text)


def chose_not_words(snapshot: Snapshot, group_id: str, dimension_id: str) -> str | None:
    """Return what a group said when it chose not to score; None when it did not choose so."""
    key = CellKey(group_id, dimension_id, Field.NOT_SCORED)
    return cell_words(snapshot, key) if snapshot.cell(key).versions else None


def _plain(value: Any) -> str:
    words = value.get("words", "") if isinstance(value, dict) else value
    return str(words or "").strip()


def _has_answer(snapshot: Snapshot, group_id: str, dimension_id: str) -> bool:
    keys = [CellKey(group_id, dimension_id, Field.RATING, lens.value) for lens in Lens]
    keys.append(CellKey(group_id, dimension_id, Field.NOT_SCORED))
    return any(snapshot.cell(key).versions for key in keys)


_READ: dict[str, tuple[tuple[object, ...], DimensionResult]] = {}
_NAMED: dict[tuple[str, str], tuple[DimensionResult, DimensionResult]] = {}
"""What was read last, of each dimension (and language), and what from: entries come one by one,
while the chart asks for all dimensions."""


def _named(snapshot: Snapshot, dimension: Dimension, language: str) -> DimensionResult:
    """Return a dimension's answers, the same object as last time while they are the same."""
    answers, place = _answers(snapshot, dimension), (dimension.id, language)
    known = _NAMED.get(place)
    if known is None or known[0] is not answers:
        names = (say(dimension.name, language), say(dimension.short_name, language))
        known = answers, replace(answers, name=names[0], short_name=names[1])
        _NAMED[place] = known
    return known[1]


def _answers(snapshot: Snapshot, dimension: Dimension) -> DimensionResult:
    """Return what the groups answered, as yet without the dimension's names."""
    source = (
        dimension, snapshot.framework, snapshot.seatings, snapshot.data_needs,
        snapshot.workshop.agree_ratings, *snapshot.written(dimension.id), *snapshot.written(""),
    )  # fmt: skip
    known = _READ.get(dimension.id)
    if known is None or any(a is not b for a, b in zip(known[0], source, strict=True)):
        known = _READ[dimension.id] = source, _row(snapshot, dimension)
    return known[1]


def _row(snapshot: Snapshot, dimension: Dimension) -> DimensionResult:
    marks: list[Mark] = []
    words: list[tuple[str, str]] = []
    for group in scorers(snapshot, dimension.id):
        refused = chose_not_words(snapshot, group.id, dimension.id)
        if refused is not None:
            words.append((group.label, refused))
        marks += [_mark(snapshot, group, dimension.id, lens, refused) for lens in Lens]
    return DimensionResult(
        dimension_id=dimension.id,
        number=dimension.number,
        name="",
        short_name="",
        marks=tuple(marks),
        data_needs=sum(
            1
            for need in snapshot.data_needs
            if need.dimension_id == dimension.id and snapshot.words(need.id).strip()
        ),
        words=tuple(words),
        agreed=_agreed(snapshot, dimension.id),
    )


def _mark(
    snapshot: Snapshot, group: Group, dimension_id: str, lens: Lens, refused: str | None
) -> Mark:
    state = snapshot.cell(CellKey(group.id, dimension_id, Field.RATING, lens.value))
    levels = _positions(snapshot.framework, state)
    contested = len(state.versions) > 1
    if refused is not None:
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
        reason=cell_words(snapshot, CellKey(group.id, dimension_id, Field.REASON, lens.value)),
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
    scale = framework.scale(lens)
    used = set().union(*(row.levels_used(lens) for row in rows))
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
