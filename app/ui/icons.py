"""Icons of the Lucide set (``resources/icons``), tinted by color role and crisp on every screen."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTemporaryDir
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import resource_path
from app.ui import theme

_RATIOS = (1.0, 1.5, 2.0, 3.0)


def names() -> list[str]:
    """Return the names of all bundled icons."""
    return sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def icon(name: str, role: str = "ink", size: int = 20) -> QIcon:
    """Return an icon tinted in the current theme's ``role``, drawn for ``size`` logical pixels.

    Ask again after a theme change (``QEvent.Type.StyleChange``): a QIcon keeps its color.
    Raises FileNotFoundError for a name that is not bundled.
    """
    return _icon(name, theme.current().roles[role], theme.current().roles["quiet_ink"], size)


def pixmap(name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return one tinted picture of ``size`` logical pixels for a device pixel ratio."""
    return _pixmap(name, theme.current().roles[role], size, ratio)


def paint(
    painter: QPainter,
    name: str,
    role: str,
    box: QRectF,
    weight: float = 2.0,
    filled: bool = False,
) -> None:
    """Draw an icon into ``box`` as vectors: sharp at any size, for the room screen too.

    ``weight`` is the stroke's width in the drawing's 24 units; ``filled`` fills closed shapes.
    """
    _renderer(name, theme.current().roles[role], weight, filled).render(painter, box)


@cache
def _icon(name: str, tint: str, disabled_tint: str, size: int) -> QIcon:
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_pixmap(name, tint, size, ratio))
        made.addPixmap(_pixmap(name, disabled_tint, size, ratio), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, tint: str, size: int, ratio: float) -> QPixmap:
    drawing = _renderer(name, tint)
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _svg(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, tint: str, weight: float = 2.0, filled: bool = False) -> QSvgRenderer:
    # QtSvg knows no currentColor of a context, so the tint is written into the drawing.
    drawing = _svg(name).replace("currentColor", tint)
    drawing = drawing.replace('stroke-width="2"', f'stroke-width="{weight}"', 1)
    if filled:
        drawing = drawing.replace('fill="none"', f'fill="{tint}"', 1)
    return QSvgRenderer(QByteArray(drawing.encode()))


@cache
def _folder() -> QTemporaryDir:
    return QTemporaryDir()


@cache
def tinted_file(name: str, tint: str) -> str:
    """Return the path of a tinted copy of an icon, for style sheets, which only read files.

    The copies live in a temporary folder until the program ends. With a full disk the path of the
    untinted drawing comes back: a plain arrow is better than none.
    """
    folder = _folder()
    target = Path(folder.path()) / f"{name}-{tint.lstrip('#')}.svg"
    try:
        if not folder.isValid():
            raise OSError(folder.errorString())
        target.write_text(_svg(name).replace("currentColor", tint), encoding="utf-8")
    except OSError:
        return resource_path("icons", f"{name}.svg").as_posix()
    return target.as_posix()
