"""The page to share at once: scores, norms, next steps, the next date; nobody's free words."""

from app.domain.report import ReportInput
from app.reports.document import Block, Callout, Document, Heading, Words
from app.reports.summary import step_blocks
from app.reports.summary_chart import chart_blocks, standings_table
from app.reports.summary_day import norm_blocks
from app.reports.wording import Wording

CHART_HEIGHT = 430.0


def share(report: ReportInput) -> Document:
    """Return the page to share."""
    wording = Wording(report)
    _ = wording.gettext
    blocks: list[Block] = [
        Heading(text=report.district, over=_("Resource equity workshop")),
        Words(text=" · ".join(filter(None, (wording.day(report.day), report.place))), kind="lead"),
        Callout(
            text=_(
                "These are the scores of small groups on one day. They begin a conversation; "
                "nothing was decided. What people said is shared only after the group is asked."
            )
        ),
    ]
    blocks += [
        *chart_blocks(report, wording, new_page=False, height=CHART_HEIGHT),
        *step_blocks(report, wording),
        *norm_blocks(report, wording),
        *standings_table(report, wording),
    ]
    if report.mark:
        blocks.append(Words(text=f"{report.framework_title}. {report.mark}", kind="quiet"))
    return Document(
        title=_("{district}: what the groups found").format(district=report.district),
        subject=_("Scores and next steps of {date}").format(date=wording.day(report.day)),
        language=report.language,
        footer=f"{report.district} · {wording.day(report.day)}",
        page_of=_("Page {page} of {pages}"),
        blocks=tuple(blocks),
    )
