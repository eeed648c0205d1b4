"""District data, history and current efforts in a report."""

from functools import partial

from app.domain.chart_bars import BarTable, BarValue, Unit, bar_chart, bar_labels
from app.domain.drawing import Drawing, Measure
from app.domain.report import DataSeries, DataText, ReportInput
from app.reports.document import Block, Bullets, Callout, Heading, Picture, Words
from app.reports.wording import Wording

SMALLEST_TEXT = 8.0
ROW_HEIGHT = 24.0


def data_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the data that the room saw, and what it knew of history and efforts."""
    _ = wording.gettext
    blocks: list[Block] = []
    if report.datasets:
        blocks.append(Heading(text=_("District data that was shown")))
        for data in report.datasets:
            blocks += _dataset(data, report, wording)
    if report.history or report.efforts:
        blocks.append(Heading(text=_("History and current efforts"), new_page=not report.datasets))
        for title, items in (
            (_("What came before"), report.history),
            (_("What is being done now"), report.efforts),
        ):
            if items:
                blocks += [Heading(text=title, level=3), Bullets(items=items)]
    return blocks


def _dataset(data: DataText, report: ReportInput, wording: Wording) -> list[Block]:
    _ = wording.gettext
    blocks: list[Block] = [Heading(text=data.title, level=2, new_page=False)]
    for series in data.series:
        blocks.append(
            Picture(
                draw=partial(_bars, series, data, wording),
                height=34.0 + ROW_HEIGHT * max(1, len(series.values)),
            )
        )
    if data.left_out:
        more = wording.ngettext(
            "{n} more chart is in the program.", "{n} more charts are in the program.",
            data.left_out,
        )  # fmt: skip
        blocks.append(Words(text=more.format(n=data.left_out), kind="quiet"))
    if data.outcome and report.gap_statement:
        blocks.append(Callout(text=report.gap_statement))
    if data.source:
        blocks.append(Words(text=_("Source: {source}").format(source=data.source), kind="quiet"))
    return blocks


def _bars(
    series: DataSeries,
    data: DataText,
    wording: Wording,
    width: float,
    height: float,
    measure: Measure,
) -> Drawing:
    unit: Unit = "percent" if data.unit == "percent" else "count"
    if data.unit == "rate":
        unit = "rate"
    table = BarTable(
        title=series.title,
        unit=unit,
        values=tuple(
            BarValue(
                label=value.label,
                value=value.value,
                low=value.low,
                high=value.high,
                status=value.status.value,
                as_written=value.as_written,
            )
            for value in series.values
        ),
    )
    labels = bar_labels(wording.gettext)
    return bar_chart(table, width, height, measure, labels=labels, min_text=SMALLEST_TEXT)
