"""A chart whose rows are painted one by one looks like one that is painted whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.domain.cells import CellEntry, Field
from app.domain.scenes import Scene, SceneState
from app.domain.snapshot import Snapshot
from app.ui.charts.painter import measure_with
from app.ui.room_screen.board import Board, ground, paint
from app.ui.room_screen.compose import compose, scale_of, theme_for, units_of
from app.ui.room_screen.context import context_at
from app.ui.room_screen.repaint import Repainter, rows_changed
from app.ui.room_screen.stage import ChartMemo
from app.ui.theme import load_theme
from tests.ui.room_samples import moment_in, sample

SIZES = (QSize(1920, 1080), QSize(1366, 768), QSize(1024, 768))


def with_other_levels(snapshot: Snapshot) -> Snapshot:
    """Return the day with other scores in some dimensions."""

    def other(entry: CellEntry) -> CellEntry:
        scored = entry.field == Field.RATING and isinstance(entry.value, dict)
        if not scored or "level" not in entry.value or entry.dimension_id not in ("d02", "d07"):
            return entry
        lowest = str(entry.value["level"])[:-1] + "1"
        return replace(entry, value={**entry.value, "level": lowest})

    return replace(snapshot, cells=tuple(other(entry) for entry in snapshot.cells))


def board_of(snapshot: Snapshot, size: QSize, memo: ChartMemo) -> Board:
    shown = replace(snapshot, scene=SceneState(override=Scene.RESULTS.value))
    shown, now = moment_in(shown, shown.agenda.activities[-2].id)
    return compose(context_at(shown, now), *units_of(size.width(), size.height()), memo)


def painted(board: Board, size: QSize) -> QPixmap:
    pixmap, theme = QPixmap(size), theme_for(board, load_theme("light"))
    pixmap.fill(ground(board, theme))
    painter = QPainter(pixmap)
    scale = scale_of(size.width(), size.height())
    painter.scale(scale, scale)
    paint(painter, board.pieces, theme)
    painter.end()
    return pixmap


def differing(one: QPixmap, other: QPixmap) -> int:
    """Return how many pixels look different to an eye."""
    first, second = one.toImage(), other.toImage()
    kind = QImage.Format.Format_RGB32
    a, b = first.convertToFormat(kind), second.convertToFormat(kind)
    found = 0
    for y in range(a.height()):
        row_a, row_b = bytes(a.constScanLine(y)), bytes(b.constScanLine(y))
        if row_a != row_b:
            colors = ((QColor(a.pixel(x, y)), QColor(b.pixel(x, y))) for x in range(a.width()))
            found += sum(abs(p.lightness() - q.lightness()) > 8 for p, q in colors)
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}")
@pytest.mark.parametrize("kind", ["normal", "overfull"])
def test_rows_alone_give_the_same_picture(
    qapp: QApplication, tmp_path: Path, kind: str, size: QSize
) -> None:
    memo = ChartMemo()
    day = sample(tmp_path, kind, ("en", "es"))
    before = board_of(day, size, memo)
    after = board_of(with_other_levels(day), size, memo)
    rows = rows_changed(before, after)
    assert rows, "nothing else changed than marks in rows"
    assert len(rows) < len(day.framework.dimensions)
    still = painted(before, size)
    theme = theme_for(after, load_theme("light"))
    scale = scale_of(size.width(), size.height())
    Repainter(measure_with()).repaint(still, rows, after, theme, scale)
    assert differing(still, painted(after, size)) == 0


def test_marks_that_move_one_after_the_other_leave_no_trace(
    qapp: QApplication, tmp_path: Path
) -> None:
    """Each is painted over what stands; after a crowd of them it is the picture painted whole."""
    size, memo, theme = SIZES[0], ChartMemo(), load_theme("light")
    day = sample(tmp_path, "normal", ("en", "es"))
    repainter, scored = Repainter(measure_with()), 0
    board = board_of(day, size, memo)
    still = painted(board, size)
    for at, entry in enumerate(day.cells):
        if entry.field != Field.RATING or "level" not in (entry.value or {}) or scored == 12:
            continue
        scored += 1
        value = {**entry.value, "level": f"{str(entry.value['level'])[:-1]}{scored % 4 + 1}"}
        cells = (*day.cells[:at], replace(entry, value=value), *day.cells[at + 1 :])
        day = replace(day, cells=cells)
        after = board_of(day, size, memo)
        rows = rows_changed(board, after)
        if rows is None:
            still = painted(after, size)
        else:
            repainter.repaint(still, rows, after, theme, scale_of(size.width(), size.height()))
        board = after
        assert still.toImage() == painted(after, size).toImage()
    assert scored == 12


def test_anything_but_rows_is_painted_whole(qapp: QApplication, tmp_path: Path) -> None:
    size, memo = SIZES[0], ChartMemo()
    day = sample(tmp_path, "normal", ("en",))
    board = board_of(day, size, memo)
    assert rows_changed(board, board) == ()
    workshop = replace(day.workshop, district="Elsewhere")
    assert rows_changed(board, board_of(replace(day, workshop=workshop), size, memo)) is None
    assert rows_changed(board, replace(board, theme="dark")) is None
    assert rows_changed(board, replace(board, pieces=board.pieces[:-1])) is None
