"""The summary of the day as a document: what the PDF and its HTML twin both set."""

from app.domain.framework import Lens
from app.domain.report import ReportInput
from app.domain.results import DimensionResult, Standing
from app.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Cover,
    Document,
    Facts,
    Heading,
    Table,
    Words,
)
from app.reports.summary_chart import chart_blocks, standings_table
from app.reports.summary_data import data_blocks
from app.reports.summary_day import agenda_blocks, method_blocks, norm_blocks, note_blocks
from app.reports.summary_dimensions import dimension_blocks
from app.reports.wording import Wording

FEW = 6
"""Lines of a list on the one-page summary."""


def summary(report: ReportInput) -> Document:
    """Return the whole summary; every part says so where it has nothing yet."""
    wording = Wording(report)
    _ = wording.gettext
    blocks: list[Block] = [
        *glance_blocks(report, wording),
        *chart_blocks(report, wording),
        *standings_table(report, wording),
        *dimension_blocks(report, wording),
        *data_blocks(report, wording),
        *norm_blocks(report, wording),
        *agenda_blocks(report, wording),
        *note_blocks(report, wording),
        *step_blocks(report, wording),
        *need_blocks(report, wording),
        *method_blocks(report, wording),
    ]
    return Document(
        title=_("{district}: resource equity workshop, summary").format(district=report.district),
        subject=_("Summary of the workshop of {date}").format(date=wording.day(report.day)),
        language=report.language,
        footer=f"{report.district} · {wording.day(report.day)}",
        page_of=_("Page {page} of {pages}"),
        draft=draft_line(report, wording),
        cover=cover(report, wording),
        blocks=tuple(blocks),
    )


def draft_line(report: ReportInput, wording: Wording) -> str:
    """Return the band of a draft, the stamp of a copy made before the reveal, or ""."""
    _ = wording.gettext
    parts = []
    if not report.approved:
        parts.append(_("DRAFT: not yet approved by the facilitator"))
    if not report.results.revealed and report.results.before_reveal_mark:
        parts.append(report.results.before_reveal_mark)
    return " · ".join(parts)


def cover(report: ReportInput, wording: Wording) -> Cover:
    """Return the cover."""
    _ = wording.gettext
    hours = f"{wording.time(report.start)} – {wording.time(report.planned_end)}"
    lines = [wording.day(report.day), hours, report.place]
    if report.hosts:
        lines.append(_("Led by {names}").format(names=", ".join(report.hosts)))
    small = [
        _("Made on {date} at {time}.").format(
            date=wording.day(report.made_on), time=wording.time(report.made_at)
        ),
    ]
    if not report.names:
        small.append(_("This paper names nobody. No comment in it is tied to a person."))
    if report.sample:
        small.append(_("A sample: the district and everything in it are invented."))
    if report.mark:
        small.append(
            _("Dimensions, questions and levels: {title}. {mark}.").format(
                title=report.framework_title, mark=report.mark.rstrip(".")
            )
        )
    return Cover(
        title=report.district,
        subtitle=_("Resource equity workshop: what the groups found"),
        lines=tuple(line for line in lines if line),
        small=tuple(small),
        lenses=tuple((lens.lens, lens.name, lens.question) for lens in report.lenses),
    )


def glance_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the one-page summary."""
    _ = wording.gettext
    arrived = sum(role.here for role in report.roles)
    count = arrived or sum(role.invited for role in report.roles)
    people = wording.ngettext("person", "people", count) if arrived else _("people invited")
    scored = sum(any(row.range(lens) for lens in Lens) for row in report.results.rows)
    blocks: list[Block] = [
        Heading(text=_("The day on one page")),
        Facts(
            items=(
                (str(count), people),
                (str(len(report.groups)), wording.ngettext("group", "groups", len(report.groups))),
                (
                    _("{n} of {total}").format(n=scored, total=len(report.results.rows)),
                    _("dimensions scored"),
                ),
                (
                    str(len(report.next_steps)),
                    wording.ngettext("next step", "next steps", len(report.next_steps)),
                ),
            )
        ),
    ]
    came = [
        f"{wording.role(r.role)}: {r.here if arrived else r.invited}"
        for r in report.roles
        if r.invited or r.here
    ]
    if came:
        blocks.append(Words(text=" · ".join(came), kind="quiet"))
    if not report.results.may_show:
        blocks.append(Callout(text=wording.chart_labels.hidden))
    blocks += _findings(report, wording)
    blocks += _steps_glance(report, wording)
    return blocks


def _findings(report: ReportInput, wording: Wording) -> list[Block]:
    """Return where access lags, where groups differ, and where there is no score, by name."""
    _ = wording.gettext
    rows = report.results.rows
    lag = sorted(
        ((row.gap() or 0, row) for row in rows if (row.gap() or 0) > 0),
        key=lambda pair: (-pair[0], pair[1].number),
    )
    apart = [row for row in rows if (row.spread() or 0) >= 2]
    unknown = [row for row in rows if _count(row, Standing.CANNOT_TELL)]
    refused = [row for row in rows if _count(row, Standing.CHOSE_NOT)]
    found: list[Block] = []
    if lag:
        names = [
            wording.ngettext(
                "{dimension}: by up to {n} level", "{dimension}: by up to {n} levels", steps
            ).format(dimension=_name(row), n=steps)
            for steps, row in lag
        ]
        title = _("Where a group scored access lower than foundations")
        found += [Heading(text=title, level=3), Bullets(items=_few(names, wording))]
    for title, those in (
        (_("Where groups were two or more levels apart"), apart),
        (_("Where a group could not tell from what it had"), unknown),
        (_("Where a group chose not to score"), refused),
    ):
        if those:
            items = _few([_name(row) for row in those], wording)
            found += [Heading(text=title, level=3), Bullets(items=items)]
    if report.results.may_show and not any(row.range(lens) for row in rows for lens in Lens):
        found.append(Words(text=_("No group has scored yet."), kind="quiet"))
    return found


def _steps_glance(report: ReportInput, wording: Wording) -> list[Block]:
    _ = wording.gettext
    blocks: list[Block] = []
    if report.next_steps:
        titles = [_short(step.text) for step in report.next_steps]
        blocks += [
            Heading(text=_("Next steps begun"), level=3),
            Bullets(items=_few(titles, wording)),
        ]
    line = next_meeting_line(report, wording)
    if line:
        blocks += [Heading(text=_("Next convening"), level=3), Words(text=line)]
    return blocks


def next_meeting_line(report: ReportInput, wording: Wording) -> str:
    """Return date, time and place of the next convening, or ""."""
    meeting = report.next_meeting
    if meeting is None:
        return ""
    parts = (wording.day(meeting.day), wording.time(meeting.time), meeting.place)
    return " · ".join(part for part in parts if part)


def step_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the next steps as a table."""
    _ = wording.gettext
    blocks: list[Block] = [Heading(text=_("Next steps"))]
    if not report.next_steps:
        blocks.append(Words(text=_("No next step was written down yet."), kind="quiet"))
    else:
        blocks.append(
            Table(
                caption=_("Next steps: what, who sees to it, by when"),
                headings=tuple(
                    Cell(text=text) for text in (_("What"), _("Who sees to it"), _("By when"))
                ),
                rows=tuple(
                    (
                        Cell(text="\n".join(filter(None, (step.text, _about(step.dimension_numbers,
                                                                            wording))))),
                        Cell(text=step.owner_role or "–"),
                        Cell(text=wording.day(step.due) or "–"),
                    )
                    for step in report.next_steps
                ),
                widths=(0.58, 0.22, 0.20),
            )
        )  # fmt: skip
        blocks.append(Words(text=_("These are beginnings: the workshop makes no decisions."),
                            kind="quiet"))  # fmt: skip
    line = next_meeting_line(report, wording)
    if line:
        blocks += [Heading(text=_("Next convening"), level=2, new_page=False), Words(text=line)]
    return blocks


def _about(numbers: tuple[int, ...], wording: Wording) -> str:
    return f"({wording.dimensions(numbers)})" if numbers else ""


def need_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return all data needs as a table."""
    _ = wording.gettext
    blocks: list[Block] = [Heading(text=_("Data needs"), level=2, new_page=False)]
    if not report.data_needs:
        return [*blocks, Words(text=_("No group asked for more data."), kind="quiet")]
    rows = tuple(
        (
            Cell(
                text=wording.dimensions((need.dimension_number,)) if need.dimension_number else "–"
            ),
            Cell(text=need.text),
            Cell(text=wording.need_kind(need.kind) or "–"),
        )
        for need in sorted(report.data_needs, key=lambda n: n.dimension_number or 99)
    )
    headings = (_("Dimension"), _("What would help to know"), _("Kind"))
    blocks.append(
        Table(
            caption=_("Data needs"),
            headings=tuple(Cell(text=text) for text in headings),
            rows=rows,
            widths=(0.28, 0.52, 0.20),
        )
    )
    return blocks


def _name(row: DimensionResult) -> str:
    return f"{row.number} {row.name}"


def _count(row: DimensionResult, standing: Standing) -> int:
    return sum(mark.standing is standing for mark in row.marks)


def _few(items: list[str], wording: Wording) -> tuple[str, ...]:
    if len(items) <= FEW:
        return tuple(items)
    more = len(items) - FEW + 1
    rest = wording.ngettext("and {n} more", "and {n} more", more).format(n=more)
    return (*items[: FEW - 1], rest)


def _short(text: str, most: int = 120) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
