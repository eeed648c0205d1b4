"""A finished picture of the room screen: what stands still, and what moves with the time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.domain.drawing import Drawing, Item, Measure, Text, bounds
from app.domain.scenes import Scene
from app.ui import icons
from app.ui.charts.painter import paint as paint_drawing
from app.ui.room_screen.context import SceneContext
from app.ui.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Icon:
    """An icon of the program's set in a square, its top left corner at (x, y)."""

    name: str
    x: float
    y: float
    size: float
    role: str = "ink"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A drawing, such as a chart, with its top left corner at (x, y)."""

    drawing: Drawing
    x: float
    y: float


Piece = Item | Icon | Placed

Live = Callable[[SceneContext], tuple[Item, ...]]
"""What a scene draws anew for every moment: digits, the bar that empties."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """The room screen at one moment, in units; two boards that look alike are equal.

    Attributes:
        scene: what is shown.
        width, height: in units.
        pieces: what stands still.
        live: what follows the time, drawn over it.
        page, pages: which page of how many.
        words: the screen in words, for readers.
        dark: whether the ground is black whatever the theme.

    """

    scene: Scene
    width: float
    height: float
    pieces: tuple[Piece, ...]
    page: int = 1
    pages: int = 1
    words: str = ""
    dark: bool = False
    theme: str = ""
    live: tuple[Live, ...] = field(default=(), compare=False)

    def live_items(self, context: SceneContext) -> tuple[Item, ...]:
        """Return what follows the time, for the moment of ``context``."""
        return tuple(item for draw in self.live for item in draw(context))

    def texts(self) -> Iterator[tuple[Text, float, float]]:
        """Yield every still text with the offset of the drawing it is in."""
        for piece in self.pieces:
            if isinstance(piece, Placed):
                yield from ((text, piece.x, piece.y) for text in _texts(piece.drawing))
            elif not isinstance(piece, Icon):
                drawing = Drawing(width=0, height=0, items=(piece,))
                yield from ((text, 0.0, 0.0) for text in _texts(drawing))


def _texts(drawing: Drawing) -> Iterator[Text]:
    return (item for item in drawing.primitives() if isinstance(item, Text))


def paint(painter: QPainter, pieces: tuple[Piece, ...], theme: Theme) -> None:
    """Paint pieces in order; the painter is already scaled to units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for plain, run in groupby(pieces, key=lambda piece: not isinstance(piece, Icon | Placed)):
        if plain:
            items: tuple[Item, ...] = tuple(run)  # type: ignore[arg-type]
            paint_drawing(painter, Drawing(width=0, height=0, items=items), theme.roles)
            continue
        for piece in run:
            if isinstance(piece, Icon):
                box = QRectF(piece.x, piece.y, piece.size, piece.size)
                _renderer(piece.name, theme.roles[piece.role]).render(painter, box)
            elif isinstance(piece, Placed):
                painter.save()
                painter.translate(QPointF(piece.x, piece.y))
                paint_drawing(painter, piece.drawing, theme.roles)
                painter.restore()


def ground(board: Board, theme: Theme) -> QColor:
    """Return the color of the board's ground."""
    return QColor("black") if board.dark else theme.color("surface")


def box_of(items: tuple[Item, ...], measure: Measure) -> QRectF:
    """Return what encloses ``items``, in units; empty when there are none."""
    found = QRectF()
    for item in items:
        box = bounds(item, measure)
        found = found.united(QRectF(QPointF(box.left, box.top), QPointF(box.right, box.bottom)))
    return found


@cache
def _renderer(name: str, tint: str) -> QSvgRenderer:
    return QSvgRenderer(icons.tinted_file(name, tint))
