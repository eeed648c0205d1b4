"""On screen, the chart is what the drawing says: painted, measured and read aloud alike."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.domain.chart import results_chart
from app.domain.chart_labels import chart_labels
from app.domain.drawing import Circle, Drawing, Measure, Text, missing_roles
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing
from app.reports import pdf_drawing
from app.ui import theme
from app.ui.charts.chart_view import ChartView
from app.ui.charts.image import to_image, to_png
from app.ui.charts.painter import measure_with

LABELS = chart_labels(lambda words: words, "What the groups found")


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    theme.load_fonts()


def table() -> ResultsTable:
    marks = tuple(
        Mark(group_id="A", group_label="A", lens=lens, standing=Standing.SCORED, level=level)
        for lens, level in ((Lens.FOUNDATIONS, 3), (Lens.ACCESS, 1))
    )
    row = DimensionResult(
        dimension_id="d01",
        number=1,
        name="School Funding",
        short_name="Funding",
        marks=marks,
        data_needs=2,
    )
    return ResultsTable(
        rows=(row,),
        level_count=4,
        level_names=dict.fromkeys(Lens, ("one", "two", "three", "four")),
        lens_names={Lens.FOUNDATIONS: "Foundations of Excellence", Lens.ACCESS: "Equitable Access"},
    )


def chart(width: float, height: float, measure: Measure) -> Drawing:
    return results_chart(table(), width, height, measure, labels=LABELS, scale=0.5)


@pytest.mark.parametrize("name", theme.THEMES)
def test_marks_are_painted_in_every_theme(name: str) -> None:
    colors = theme.load_theme(name).roles
    drawing = chart(900, 400, measure_with())
    assert missing_roles(drawing, colors) == set()
    image = to_image(drawing, colors, scale=2)
    dot = next(i for i in drawing.primitives() if isinstance(i, Circle))
    painted = image.pixelColor(round(dot.x * 2), round(dot.y * 2)).name()
    assert painted == colors["foundations"].lower()


def test_png_is_a_picture_that_carries_its_words() -> None:
    data = to_png(chart(900, 400, measure_with()), theme.load_theme("light").roles)
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (948, 448)
    assert "School Funding" in image.text("Description")


def test_screen_and_paper_measure_alike() -> None:
    on_screen = measure_with()
    for weight in ("regular", "bold"):
        for text in ("School Funding", "Foundations of Excellence:"):
            paper = pdf_drawing.measure(text, 28, weight)
            assert on_screen(text, 28, weight) == pytest.approx(paper, rel=0.03)


def test_the_view_lays_out_for_its_size_and_speaks(qtbot: QtBot) -> None:
    sizes: list[tuple[float, float]] = []

    def provider(width: float, height: float, measure: Measure) -> Drawing:
        sizes.append((width, height))
        return chart(width, height, measure)

    view = ChartView()
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.set_provider(provider)
    view.show()
    qtbot.waitExposed(view)
    view.grab()
    view.grab()
    assert sizes[-1] == (700, 300)
    assert view.accessibleName() == "What the groups found"
    assert "Foundations of Excellence: A: 3" in view.accessibleDescription()
    painted = len(sizes)
    view.resize(900, 500)
    view.grab()
    assert sizes[-1] == (900, 500)
    assert len(sizes) == painted + 1
    shown = view.drawing()
    assert shown is not None
    assert any(isinstance(i, Text) and i.text == "School Funding" for i in shown.primitives())


def test_an_empty_view_paints_nothing(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.grab()
    assert view.drawing() is None
