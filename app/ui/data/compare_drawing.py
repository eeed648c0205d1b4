"""What the comparison's chart draws into its views. Needs pyqtgraph: imported late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush

from app.domain.comparing import Comparison
from app.ui import theme
from app.ui.data.compare_marks import Mark, value_end
from app.ui.data.compare_pieces import SYMBOLS, Intervals, hatched_symbol, symbol_size
from app.ui.data.compare_words import cell_words

_SYMBOL, _TEXT = 13, 13


@dataclass(frozen=True)
class Shown:
    """What the chart shows: a comparison, its rows' order, and the look of each shown column."""

    comparison: Comparison
    order: tuple[int, ...]
    slots: Mapping[int, int]
    unit: str
    title: str


def unsaid_at() -> float:
    """Return where marks of what is no number stand, in pixels from their strip's start."""
    return float(theme.scaled(14))


def fill_values(view: pg.ViewBox, shown: Shown, marks: Sequence[Mark]) -> None:
    """Draw numbers as symbols and ranges as bars, over a band from lowest to highest number."""
    alone = len(shown.slots) == 1
    view.addItem(pg.InfiniteLine(pos=0, angle=90, pen=pg.mkPen(theme.color("edge"), width=1)))
    if shown.unit != "count" and not alone:
        _add_bands(view, shown, marks)
    for column, slot in shown.slots.items():
        mine = [mark for mark in marks if mark.column == column]
        color = theme.color(f"series_{slot + 1}")
        points = [mark for mark in mine if mark.value is not None]
        view.addItem(
            pg.ScatterPlotItem(
                [mark.value for mark in points], [mark.y for mark in points],
                symbol=SYMBOLS[slot], size=symbol_size(slot, theme.scaled(_SYMBOL)),
                antialias=True, pen=pg.mkPen(theme.color("raised"), width=1), brush=color,
            )
        )  # fmt: skip
        spans = [(*m.bounds, m.y) for m in mine if m.value is None and m.bounds is not None]
        if spans:
            view.addItem(Intervals(spans, color, theme.scaled(11)))
    if alone:
        for mark in marks:
            _add_words(view, mark, shown)


def _add_bands(view: pg.ViewBox, shown: Shown, marks: Sequence[Mark]) -> None:
    """Put a soft band from the lowest to the highest number of each group."""
    for place, row in enumerate(shown.order):
        known = [m.value for m in marks if m.row == row and m.value is not None]
        if len(known) > 1:
            band = pg.BarGraphItem(
                x0=[min(known)], x1=[max(known)], y=[place], height=0.84,
                pen=None, brush=theme.color("sunken"),
            )  # fmt: skip
            band.setZValue(-10)
            view.addItem(band)


def _add_words(view: pg.ViewBox, mark: Mark, shown: Shown) -> None:
    """Write a value beside its mark, on the side with room."""
    bounds = mark.bounds
    if bounds is None:
        return
    cell = shown.comparison.cells[mark.row][mark.column]
    ground = theme.color("raised")
    text = pg.TextItem(cell_words(cell, shown.unit), color=theme.color("ink"), fill=ground)
    text.setFont(theme.font("strong", theme.scaled(_TEXT)))
    end = value_end(shown.comparison, shown.unit)
    left = bounds[1] > 0.82 * end
    # An anchor outside the words keeps a gap in pixels, whatever the view's scale.
    beside = theme.scaled(11) / max(text.boundingRect().width(), 1.0)
    text.setAnchor(QPointF(1.0 + beside if left else -beside, 0.5))
    text.setPos(bounds[0] if left else bounds[1], mark.y)
    view.addItem(text)


def fill_unsaid(
    view: pg.ViewBox, shown: Shown, marks: Sequence[Mark], words: Mapping[int, str]
) -> None:
    """Mark suppressed values (hatched) and missing ones (hollow), and say so."""
    x = unsaid_at()
    for mark in marks:
        if mark.bounds is None:
            slot = shown.slots[mark.column]
            color = theme.color(f"series_{slot + 1}")
            size = symbol_size(slot, theme.scaled(_SYMBOL))
            hollow = QBrush(Qt.BrushStyle.NoBrush)
            brush = hatched_symbol(color, size) if mark.suppressed else hollow
            view.addItem(
                pg.ScatterPlotItem(
                    [x], [mark.y], symbol=SYMBOLS[slot], size=size,
                    pen=pg.mkPen(color, width=1), brush=brush, antialias=True,
                )
            )  # fmt: skip
    for place, row in enumerate(shown.order):
        if words[row]:
            text = pg.TextItem(words[row], color=theme.color("quiet_ink"), anchor=(0, 0.5))
            text.setFont(theme.font("body", theme.scaled(_TEXT)))
            text.setPos(x + theme.scaled(8), place)
            view.addItem(text)


def ring_item(view: pg.ViewBox) -> pg.ScatterPlotItem:
    """Return the ring around what is pointed at, with nothing in it yet."""
    ring = pg.ScatterPlotItem(
        symbol="o", size=theme.scaled(_SYMBOL + 9), antialias=True, brush=None,
        pen=pg.mkPen(theme.color("focus"), width=2),
    )  # fmt: skip
    ring.setZValue(50)
    view.addItem(ring)
    return ring


def dress(view: pg.ViewBox, rows: int) -> None:
    """Empty a view and give it its rows from top to bottom, with a thin line between them."""
    view.clear()
    view.setYRange(-0.5, max(rows, 1) - 0.5, padding=0)
    line = pg.mkPen(theme.color("line"), width=1)
    for row in range(rows + 1):
        view.addItem(pg.InfiniteLine(pos=row - 0.5, angle=0, pen=line))
