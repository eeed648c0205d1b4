"""Data packets: for each group its dimensions, what to look for, and the district's numbers."""

from app.domain.report import DataText, DimensionText, GroupText, ReportInput
from app.i18n import LANGUAGE_NAMES
from app.reports.data_charts import dataset_blocks
from app.reports.document import Block, Bullets, Callout, Document, Heading, Words, WritingLines
from app.reports.wording import Wording

_QUESTIONS = 2
"""Lines for what a group wants to ask of its numbers."""


def data_packets(reports: tuple[ReportInput, ...]) -> Document:
    """Return all groups' packets, each on pages of its own; reports differ in language only."""
    first = reports[0]
    wording = Wording(first)
    _ = wording.gettext
    blocks: list[Block] = []
    for report in reports:
        blocks += _packets(report, many=len(reports) > 1)
    return Document(
        title=_("{district}: data packets").format(district=first.district),
        subject=_("Data for the groups of {date}").format(date=wording.day(first.day)),
        language=first.language,
        footer=f"{first.district} · {wording.day(first.day)}",
        page_of=_("Page {page} of {pages}"),
        blocks=tuple(blocks),
    )


def _packets(report: ReportInput, *, many: bool) -> list[Block]:
    wording = Wording(report)
    language = LANGUAGE_NAMES.get(report.language, report.language) if many else ""
    groups = report.groups or (
        GroupText(label="", dimension_numbers=tuple(d.number for d in report.dimensions)),
    )
    return [block for group in groups for block in _packet(group, report, wording, language)]


def _packet(group: GroupText, report: ReportInput, wording: Wording, language: str) -> list[Block]:
    _ = wording.gettext
    title = wording.group(group.label) if group.label else _("All dimensions")
    over = " · ".join(part for part in (_("Data packet"), language) if part)
    wanted = [d for d in report.dimensions if d.number in group.dimension_numbers]
    where = (report.district, wording.day(report.day), group.place)
    blocks: list[Block] = [
        Heading(text=title, over=over, handed_out=True),
        Words(text=" · ".join(part for part in where if part), kind="lead"),
        Callout(text=_(
            "Numbers stand beside your judgment, never in its place: no score follows from a chart."
        )),
    ]  # fmt: skip
    told: set[str] = set()
    for dimension in wanted:
        blocks += _dimension(dimension, report, wording, told)
    return blocks


def _dimension(
    dimension: DimensionText, report: ReportInput, wording: Wording, told: set[str]
) -> list[Block]:
    """Return one dimension; what an earlier one of the group showed is named, not drawn again."""
    _ = wording.gettext
    blocks: list[Block] = [
        Heading(text=f"{dimension.number} {dimension.name}", level=2, new_page=False),
        Words(text=dimension.vision, kind="quiet", with_next=True),
    ]
    if dimension.look_fors:
        blocks += [
            Heading(text=_("What to look for"), level=3),
            Bullets(items=dimension.look_fors),
        ]
    data = _tagged(dimension, report)
    if not data:
        blocks.append(
            Words(text=_("No district data is marked for this dimension. What would you ask for?"))
        )
    for one in data:
        if one.id in told:
            blocks.append(Words(text=_("See above: {title}").format(title=one.title)))
        else:
            blocks += dataset_blocks(one, report, wording)
            told.add(one.id)
    blocks.append(WritingLines(label=_("What else do we want to know?"), count=_QUESTIONS))
    return blocks


def _tagged(dimension: DimensionText, report: ReportInput) -> list[DataText]:
    """Return what the group's station shows as well: shown data that informs the dimension."""
    return [
        data
        for data in report.datasets
        if data.shown and dimension.number in data.dimension_numbers
    ]
