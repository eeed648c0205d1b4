"""A drawing as a PNG, painted by the same painter as the screen."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from app.domain.drawing import Drawing
from app.ui.charts.painter import FontOf, chart_font, paint


def to_image(
    drawing: Drawing,
    colors: Mapping[str, str],
    *,
    scale: float = 1.0,
    margin: float = 0.0,
    font_of: FontOf = chart_font,
) -> QImage:
    """Return the picture on the theme's surface; ``scale`` 2 gives twice the pixels each way."""
    size = [round((side + 2 * margin) * scale) for side in (drawing.width, drawing.height)]
    image = QImage(max(1, size[0]), max(1, size[1]), QImage.Format.Format_RGB32)
    image.fill(QColor(colors["surface"]))
    image.setText("Title", drawing.title)
    image.setText("Description", drawing.description)
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(margin, margin)
    paint(painter, drawing, colors, font_of)
    painter.end()
    return image


def to_png(
    drawing: Drawing, colors: Mapping[str, str], *, scale: float = 1.0, margin: float = 24.0
) -> bytes:
    """Return the picture as PNG bytes, with its title and description in the file's text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = to_image(drawing, colors, scale=scale, margin=margin)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
