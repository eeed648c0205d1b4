"""The cheat card on one page of paper."""

from app.domain.cheat_card import CardPart, CheatCard
from app.domain.report import ReportInput
from app.reports.document import Block, Cell, Document, Heading, OnePage, Table, Words
from app.reports.wording import Wording


def cheat_card(card: CheatCard, report: ReportInput) -> Document:
    """Return the card for the workshop of ``report``."""
    wording = Wording(report)
    _ = wording.gettext
    blocks: list[Block] = [
        Heading(text=card.title, over=f"{report.district} · {wording.day(report.day)}"),
        Words(text=card.lead, kind="lead"),
        _table(card.keys, (_("Keys"), _("What they do")), (0.24, 0.76)),
        _table((card.answers,), ("", ""), (0.3, 0.7)),
    ]
    return Document(
        title=_("{district}: cheat card").format(district=report.district),
        subject=card.title,
        language=card.language,
        footer=f"{report.district} · {wording.day(report.day)}",
        page_of=_("Page {page} of {pages}"),
        blocks=(OnePage(blocks=tuple(blocks)),),
    )


def _table(
    parts: tuple[CardPart, ...], headings: tuple[str, str], widths: tuple[float, float]
) -> Table:
    """Return the parts in one table, each under a heading row of its own."""
    rows: list[tuple[Cell, ...]] = []
    sections = set()
    if len(parts) == 1:
        headings = (parts[0].title, "")
    for part in parts:
        if len(parts) > 1:
            sections.add(len(rows))
            rows.append((Cell(text=part.title, strong=True), Cell(text="")))
        rows += [(Cell(text=one.left, strong=True), Cell(text=one.right)) for one in part.lines]
    return Table(
        caption=parts[0].title,
        headings=tuple(Cell(text=text) for text in headings),
        rows=tuple(rows),
        widths=widths,
        section_rows=frozenset(sections),
        compact=True,
    )
