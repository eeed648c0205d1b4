"""District data as blocks of a report: charts, how to read them, what they do not say."""

from functools import partial

from app.domain.chart_bar_marks import BarTable, bar_labels
from app.domain.chart_bars import bar_chart
from app.domain.drawing import Drawing, Measure
from app.domain.report import DataText, ReportInput
from app.reports.document import Block, Callout, Heading, Picture, Together, Words
from app.reports.wording import Wording

SMALLEST_TEXT = 8.0
_ROW = 17.0
_AROUND = 34.0
_LINE = 11.0
_LETTERS_A_LINE = 95
"""Letters of note and aim that fit beside each other on paper, for the height of a picture."""


def dataset_blocks(data: DataText, report: ReportInput, wording: Wording) -> list[Block]:
    """Return one dataset under its title; each outcome chart carries the statement on opportunity.

    A chart, what is said of it, and the title above the first are not torn apart where a page can
    hold them.
    """
    _ = wording.gettext
    head: list[Block] = [Heading(text=data.title, level=2, new_page=False)]
    said: list[Block] = []
    if data.outcome and report.gap_statement:
        said.append(Callout(text=report.gap_statement))
    foot: list[Block] = []
    if data.left_out:
        more = wording.ngettext(
            "{n} more chart is in the program.", "{n} more charts are in the program.",
            data.left_out,
        )  # fmt: skip
        foot.append(Words(text=more.format(n=data.left_out), kind="quiet"))
    if data.source:
        foot.append(Words(text=_("Source: {source}").format(source=data.source), kind="quiet"))
    charts = [
        [Picture(draw=partial(_bars, table, wording), height=_height(table)), *said]
        for table in data.charts
    ] or [[]]
    charts[0] = [*head, *charts[0]]
    charts[-1] = [*charts[-1], *foot]
    return [Together(blocks=tuple(blocks)) for blocks in charts]


def _height(table: BarTable) -> float:
    """Return the height in points that a chart wants on paper."""
    rows = len(table.cells) or len(table.values)
    lines = sum(-(-len(words) // _LETTERS_A_LINE) for words in (table.aim, table.note) if words)
    heads = 2 if table.columns else 0
    return _AROUND + _ROW * max(1, rows) + _LINE * (1.4 * lines + heads) + (10 if lines else 0)


def _bars(
    table: BarTable, wording: Wording, width: float, height: float, measure: Measure
) -> Drawing:
    labels = bar_labels(wording.gettext)
    return bar_chart(table, width, height, measure, labels=labels, min_text=SMALLEST_TEXT)
