"""How the day went: norms, agenda planned and actual, notes, and how to read all this."""

from app.domain.report import AgendaLine, PromptNotes, ReportInput
from app.reports.document import Block, Bullets, Cell, Heading, Table, Words
from app.reports.wording import Wording


def norm_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the norms, and when the room adopted them."""
    _ = wording.gettext
    blocks: list[Block] = [Heading(text=_("How the room agreed to work"), new_page=False)]
    if not report.norms:
        return [*blocks, Words(text=_("No norms were written down."), kind="quiet")]
    adopted = (
        _("Adopted by the room at {time}.").format(time=wording.time(report.adopted_at))
        if report.adopted_at
        else _("Offered to the room; not adopted yet.")
    )
    blocks.append(Words(text=adopted, kind="quiet"))
    blocks.append(
        Table(
            caption=_("Norms"),
            headings=(Cell(text=_("Norm")), Cell(text=_("What it means here"))),
            rows=tuple((Cell(text=n.name, strong=True), Cell(text=n.text)) for n in report.norms),
            widths=(0.36, 0.64),
        )
    )
    return blocks


def agenda_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the agenda as planned, and as it went once the day has begun."""
    _ = wording.gettext
    headings = [_("Planned"), _("Activity"), _("Minutes")]
    widths: tuple[float, ...] = (0.16, 0.68, 0.16)
    if report.started:
        headings += [_("Began"), _("Took")]
        widths = (0.15, 0.44, 0.13, 0.15, 0.13)
    rows: list[tuple[Cell, ...]] = []
    sections = set()
    for block in report.agenda:
        sections.add(len(rows))
        star = " *" if block.app_default else ""
        title = f"{block.title}{star}"
        rows.append(
            (
                Cell(text=""),
                Cell(text=title, strong=True),
                Cell(text=str(block.minutes), strong=True),
                *((Cell(text=""), Cell(text="")) if report.started else ()),
            )
        )
        rows += [_line(line, report.started, wording) for line in block.lines]
    blocks: list[Block] = [
        Heading(text=_("Agenda, planned and actual") if report.started else _("Agenda"))
    ]
    if not rows:
        return [*blocks, Words(text=_("The agenda is empty."), kind="quiet")]
    blocks.append(
        Table(
            caption=_("Agenda"),
            headings=tuple(Cell(text=text) for text in headings),
            rows=tuple(rows),
            widths=widths,
            section_rows=frozenset(sections),
            compact=True,
        )
    )
    if any(block.app_default for block in report.agenda):
        blocks.append(Words(text=_("* Minutes are this program’s own default."), kind="quiet"))
    return blocks


def _line(line: AgendaLine, started: bool, wording: Wording) -> tuple[Cell, ...]:
    _ = wording.gettext
    cells = [
        Cell(text=wording.time(line.starts)),
        Cell(text=line.title),
        Cell(text=str(line.minutes)),
    ]
    if started:
        took = "–" if line.actual_minutes is None else str(line.actual_minutes)
        if line.state == "skipped":
            took = _("left out")
        cells += [Cell(text=wording.time(line.actual_starts) or "–"), Cell(text=took)]
    return tuple(cells)


def note_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the notes, by theme and by prompt."""
    _ = wording.gettext
    prompts = [prompt for prompt in report.prompts if prompt.notes]
    themes = [theme for theme in report.themes if theme.notes]
    blocks: list[Block] = [Heading(text=_("Notes"), new_page=False)]
    if not prompts:
        blocks.append(Words(text=_("No notes yet."), kind="quiet"))
    if themes:
        blocks.append(Heading(text=_("What came up in several places"), level=2, new_page=False))
        blocks += _lists(themes, _("Without a theme"))
    if prompts:
        blocks.append(Heading(text=_("By question"), level=2, new_page=False))
        blocks += _lists(prompts, _("Without a question"))
    if report.hidden_notes:
        hidden = wording.ngettext(
            "{n} note that the facilitator hid is not printed.",
            "{n} notes that the facilitator hid are not printed.",
            report.hidden_notes,
        )
        blocks.append(Words(text=hidden.format(n=report.hidden_notes), kind="quiet"))
    return blocks


def _lists(found: list[PromptNotes], untitled: str) -> list[Block]:
    blocks: list[Block] = []
    for one in found:
        blocks += [Heading(text=one.title or untitled, level=3), Bullets(items=one.notes)]
    return blocks


def method_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return how the scores came about, and what they cannot say."""
    _ = wording.gettext
    lines = [
        _(
            "Small groups that mix practitioners, educators and advocates gave each of their "
            "dimensions two scores. A group’s score is what it could agree on."
        ),
        _("Nothing is averaged: where several groups scored a dimension, every mark is shown."),
        _(
            "“Cannot tell”, “chose not to score”, “not yet scored” and “not assigned” are four "
            "different things. None of them lowers a score, and missing is never zero."
        ),
        _("No score was computed from data. The groups read the data and judged for themselves."),
        _("The scores are the views of the people in the room on one day, not a measurement."),
        _("The workshop begins a conversation. It makes no decisions."),
        _("Participants are asked before anything is shared beyond the room."),
        _("A district’s files may be public records."),
    ]
    if report.mark:
        lines.insert(
            0,
            _("The wording of dimensions, questions and levels: {mark}.").format(
                mark=report.mark.rstrip(".")
            ),
        )
    if report.names_left_out:
        covered = wording.ngettext(
            "{n} full name was left out of what people wrote.",
            "{n} full names were left out of what people wrote.",
            report.names_left_out,
        )
        lines.append(covered.format(n=report.names_left_out))
    return [Heading(text=_("Method and limits"), new_page=False), Bullets(items=tuple(lines))]
