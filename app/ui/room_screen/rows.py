"""Lists that fill an area: as large as fits, and in pages where even the smallest does not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import SetText, sizes_from

COMFORTABLE = 32.0
"""The size of text once a list takes several pages: nothing is won by making it smaller."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a list: a block for each column, and what stands before the first.

    ``lead`` draws what belongs to the row's first part (a number, a badge): it is called with the
    stage, the row's top and the height of its first line.
    """

    cells: tuple[SetText, ...]
    lead: Callable[[Stage, float], None] | None = None

    @property
    def height(self) -> float:
        """Return the height of the tallest block."""
        return max((cell.height for cell in self.cells), default=0.0)

    def split(self, height: float) -> tuple["Row", "Row"]:
        """Return what fits into ``height``, and the rest without its lead."""
        parts = [cell.split(height) if cell.lines else (cell, cell) for cell in self.cells]
        heads, tails = tuple(p[0] for p in parts), tuple(p[1] for p in parts)
        return Row(cells=heads, lead=self.lead), Row(cells=tails)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How rows are set apart.

    Attributes:
        xs: the left edge of each column.
        gap: air between rows.
        loosest: how many times the gap may grow where there is room.
        ruled: whether a thin line is drawn between rows.
        centered: whether a short list stands in the middle of its area.

    """

    xs: tuple[float, ...]
    gap: float = 24.0
    loosest: float = 2.2
    ruled: bool = True
    centered: bool = False


def paginate(rows: Sequence[Row], height: float, gap: float) -> list[list[Row]]:
    """Return the rows in pages; a row taller than a page goes on over several."""
    pages: list[list[Row]] = [[]]
    used = 0.0
    waiting = list(rows)
    while waiting:
        row = waiting.pop(0)
        need = row.height + (gap if pages[-1] else 0.0)
        if used + need <= height + 0.01:
            pages[-1].append(row)
            used += need
        elif row.height <= height or (pages[-1] and used > height / 2):
            pages.append([])
            used = 0.0
            waiting.insert(0, row)
        else:
            head, tail = row.split(height - used - (gap if pages[-1] else 0.0))
            pages[-1].append(head)
            pages.append([])
            used = 0.0
            waiting.insert(0, tail)
    return pages


def draw_rows(
    stage: Stage,
    area: Area,
    make: Callable[[float], list[Row]],
    look: Look,
    *,
    top_size: float = 40.0,
    page_size: float = COMFORTABLE,
) -> None:
    """Draw the rows that ``make(size)`` gives, at the largest size at which all fit.

    Where none fits, the page asked for is drawn at ``page_size``.
    """
    rows: list[Row] = []
    for size in sizes_from(top_size):
        rows = make(size)
        if _total(rows, look.gap) <= area.height:
            stage.turn_to(1)
            _draw(stage, area, rows, look)
            return
    pages = paginate(make(page_size), area.height, look.gap)
    _draw(stage, area, pages[stage.turn_to(len(pages))], look)


def _total(rows: Sequence[Row], gap: float) -> float:
    return sum(row.height for row in rows) + gap * max(0, len(rows) - 1)


def _draw(stage: Stage, area: Area, rows: Sequence[Row], look: Look) -> None:
    spare = max(0.0, area.height - _total(rows, look.gap))
    gap = look.gap + min(spare / max(1, len(rows)), look.gap * (look.loosest - 1))
    y = area.y
    if look.centered:
        y += max(0.0, (area.height - _total(rows, gap)) / 2.4)
    for index, row in enumerate(rows):
        if index and look.ruled:
            stage.rule(area.x, y - gap / 2, area.width)
        if row.lead is not None:
            row.lead(stage, y)
        for x, cell in zip(look.xs, row.cells, strict=False):
            stage.put(cell, x, y)
        y += row.height + gap
