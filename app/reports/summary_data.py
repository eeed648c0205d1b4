"""District data, history and current efforts in a report."""

from app.domain.report import ReportInput
from app.reports.data_charts import dataset_blocks
from app.reports.document import Block, Bullets, Heading
from app.reports.wording import Wording


def data_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the data that the room saw, and what it knew of history and efforts."""
    _ = wording.gettext
    blocks: list[Block] = []
    datasets = [data for data in report.datasets if data.shown]
    if datasets:
        blocks.append(Heading(text=_("District data that was shown")))
        for data in datasets:
            blocks += dataset_blocks(data, report, wording)
    if report.history or report.efforts:
        blocks.append(Heading(text=_("History and current efforts"), new_page=not datasets))
        for title, items in (
            (_("What came before"), report.history),
            (_("What is being done now"), report.efforts),
        ):
            if items:
                blocks += [Heading(text=title, level=3), Bullets(items=items)]
    return blocks
