"""The paper kit: everything the room needs when no screen works, in each of its languages."""

from dataclasses import replace

from app.domain.framework import Lens
from app.domain.report import DimensionText, GroupText, ReportInput
from app.i18n import LANGUAGE_NAMES
from app.reports.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    OnePage,
    Table,
    Words,
    WritingLines,
)
from app.reports.summary_day import agenda_blocks, norm_blocks
from app.reports.wording import Wording

BOX = "☐"

WITHOUT_NOTES = ("score", "equity")
"""Purposes of prompts that are answered on a score sheet, or only listened to."""

LINES_A_CATCHER = 10


def paper_kit(reports: tuple[ReportInput, ...]) -> Document:
    """Return the kit; one part for each report, which differ in language only."""
    first = reports[0]
    wording = Wording(first)
    _ = wording.gettext
    blocks: list[Block] = []
    for report in reports:
        blocks += _part(report, many=len(reports) > 1)
    return Document(
        title=_("{district}: paper kit").format(district=first.district),
        subject=_("Sheets for the workshop of {date}").format(date=wording.day(first.day)),
        language=first.language,
        footer=f"{first.district} · {wording.day(first.day)}",
        page_of=_("Page {page} of {pages}"),
        blocks=tuple(blocks),
    )


def _part(report: ReportInput, *, many: bool) -> list[Block]:
    wording = Wording(report)
    _ = wording.gettext
    language = LANGUAGE_NAMES.get(report.language, report.language) if many else ""
    contents = (
        _("Agenda with clock times"),
        _("Norms"),
        _("Groups and their dimensions"),
        _("A score sheet for each group and dimension"),
        _("All scores on one page, to be typed in later"),
        _("A note catcher for each question"),
    )
    return [
        Heading(text=_("Paper kit"), over=language),
        Words(
            text=" · ".join(filter(None, (report.district, wording.day(report.day), report.place))),
            kind="lead",
        ),
        Bullets(items=contents),
        Words(text=f"{report.framework_title}. {report.mark}", kind="quiet"),
        *norm_blocks(report, wording),
        *agenda_blocks(replace(report, started=False), wording),
        *_group_lists(report, wording),
        *_score_sheets(report, wording),
        *_grid(report, wording),
        *_note_catchers(report, wording),
    ]


def _group_lists(report: ReportInput, wording: Wording) -> list[Block]:
    _ = wording.gettext
    blocks: list[Block] = []
    for title, groups in (
        (_("Groups for scoring"), report.groups),
        (_("Groups for next steps"), report.next_groups),
    ):
        if not groups:
            continue
        headings = (_("Group"), _("Where"), _("Dimensions"), _("People"))
        blocks += [
            Heading(text=title, new_page=not blocks),
            Table(
                caption=title,
                headings=tuple(Cell(text=text) for text in headings),
                rows=tuple(
                    (
                        Cell(text=wording.group(group.label), strong=True),
                        Cell(text=group.place or "–"),
                        Cell(text=wording.dimensions(group.dimension_numbers) or "–"),
                        Cell(text="\n".join(group.names) or wording.people(group.people)),
                    )
                    for group in groups
                ),
                widths=(0.16, 0.18, 0.40, 0.26),
            ),
        ]
    return blocks


def _sheets(report: ReportInput) -> list[tuple[GroupText | None, DimensionText]]:
    """Return which group scores what; every dimension once, without a group, before seating."""
    by_number = {d.number: d for d in report.dimensions}
    found: list[tuple[GroupText | None, DimensionText]] = [
        (group, by_number[number])
        for group in report.groups
        for number in group.dimension_numbers
        if number in by_number
    ]
    return found or [(None, dimension) for dimension in report.dimensions]


def _score_sheets(report: ReportInput, wording: Wording) -> list[Block]:
    _ = wording.gettext
    blocks: list[Block] = []
    for group, dimension in _sheets(report):
        who = wording.group(group.label) if group else _("Group ________")
        sheet: list[Block] = [
            Heading(text=f"{dimension.number} {dimension.name}", over=who),
            Words(text=dimension.vision, kind="lead"),
            Bullets(items=tuple(f"{code} {words}" for code, words in dimension.questions)),
            _levels(dimension, wording),
        ]
        for lens in Lens:
            label = _("Why this score: {lens}").format(lens=wording.lens(lens))
            sheet.append(WritingLines(label=label, count=2, lens=lens))
        sheet += [
            WritingLines(label=_("Evidence, and the students this is about"), count=2),
            WritingLines(label=_("Another view in the group (no names)"), count=1),
            WritingLines(label=_("Data that would help"), count=1),
            WritingLines(
                label=f"{BOX} " + _("We chose not to score this. Why, in our own words:"), count=1
            ),
        ]
        blocks.append(OnePage(blocks=tuple(sheet)))
    return blocks


def _levels(dimension: DimensionText, wording: Wording) -> Table:
    _ = wording.gettext
    columns = []
    for found in dimension.lenses:
        told = [f"{BOX} {lv.position} {lv.name}\n{lv.description}" for lv in found.levels]
        columns.append([*told, f"{BOX} " + _("Cannot tell from what we have")])
    height = max(len(column) for column in columns)
    padded = [column + [""] * (height - len(column)) for column in columns]
    return Table(
        caption=_("Levels"),
        headings=tuple(
            Cell(text=f"{found.name}\n{found.question}", lens=found.lens)
            for found in dimension.lenses
        ),
        rows=tuple(tuple(Cell(text=words) for words in row) for row in zip(*padded, strict=True)),
        widths=(0.5, 0.5),
        compact=True,
    )


def _grid(report: ReportInput, wording: Wording) -> list[Block]:
    _ = wording.gettext
    choices = "\u00a0\u00a0\u00a0\u00a0".join(
        [*(str(n) for n in range(1, report.results.level_count + 1)), "?", "–"]
    )
    rows = tuple(
        (
            Cell(text=wording.group(group.label) if group else "____", strong=True),
            Cell(text=f"{dimension.number} {dimension.name}"),
            Cell(text=choices, strong=True),
            Cell(text=choices, strong=True),
        )
        for group, dimension in _sheets(report)
    )
    return [
        Heading(text=_("All scores on one page")),
        Words(
            text=_(
                "Circle one in each column. “?” is cannot tell, “–” is chose not to score. "
                "These go back into the program by keyboard."
            ),
            kind="quiet",
        ),
        Table(
            caption=_("All scores"),
            headings=(
                Cell(text=_("Group")),
                Cell(text=_("Dimension")),
                *(Cell(text=wording.lens(lens), lens=lens) for lens in Lens),
            ),
            rows=rows,
            widths=(0.17, 0.35, 0.24, 0.24),
        ),
    ]


def _note_catchers(report: ReportInput, wording: Wording) -> list[Block]:
    """Return two note catchers a page."""
    _ = wording.gettext
    titles = [p.title for p in report.prompts if p.title and p.purpose not in WITHOUT_NOTES]
    blocks: list[Block] = []
    for number, title in enumerate(titles):
        if number % 2 == 0:
            blocks.append(Heading(text=_("Note catchers")))
        blocks += [
            Heading(text=title, level=2, new_page=False),
            Words(text=_("One thought a line. No names, please."), kind="quiet"),
            WritingLines(label=_("Group ________"), count=LINES_A_CATCHER),
        ]
    return blocks
