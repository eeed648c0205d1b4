"""Names read from right to left stand on paper in the order in which the screen draws them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.reports.right_to_left import as_seen
from app.ui import theme

_AS_IT_STANDS = "\u202d"
"""Unicode's order to draw what follows from left to right, whatever it is."""


def drawn(text: str) -> list[int]:
    """Return how much ink each column of pixels has when Qt (HarfBuzz) draws a line."""
    picture = QImage(500, 60, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setFont(theme.font("body", 24))
    painter.drawText(10, 40, text)
    painter.end()
    columns = range(picture.width())
    return [sum(picture.pixelColor(x, y).red() < 128 for y in range(60)) for x in columns]


@pytest.mark.parametrize(
    "name",
    [
        "נועם לוי",
        "נועם לוי, Table 4",
        "Ana מרים 7",
        "abc נועם 12 x",
        "کیان پورمحمدی 12 گلچین",
        "مريم · Group 3",
        "فاطمه Smith-زینب",
    ],
)
def test_paper_and_screen_agree(qapp: QApplication, name: str) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"))
    on_screen, on_paper = drawn(name), drawn(_AS_IT_STANDS + as_seen(name))
    assert sum(on_screen) > 100
    differing = sum(one != other for one, other in zip(on_screen, on_paper, strict=True))
    assert differing <= 4, (as_seen(name), differing)


def test_the_comparison_sees_an_order_that_is_wrong(qapp: QApplication) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"))
    name = "کیان پورمحمدی 12 گلچین"
    right, wrong = drawn(name), drawn(_AS_IT_STANDS + name)
    assert sum(one != other for one, other in zip(right, wrong, strict=True)) > 40
