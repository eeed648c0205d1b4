"""What stands and lies on the tables: table cards, name tents, covers for packets; and rosters."""

from collections.abc import Callable

from app.domain.drawing import Drawing, Item, Line, Measure, Text
from app.domain.report import GroupText, ReportInput
from app.reports.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    OnePage,
    Picture,
    Table,
    Words,
)
from app.reports.wording import Wording

CARD, TENT = 560.0, 318.0
"""Heights in points on paper: a card fills a page, two tents share one."""

LETTER, NAME, SMALL = 260.0, 64.0, 20.0
"""The largest sizes of a group's letter, of a name and of what stands beside it."""

Draw = Callable[[float, float, Measure], Drawing]


def table_cards(report: ReportInput) -> Document:
    """Return a page for each group, to be read across the room."""
    wording = Wording(report)
    pages = [
        OnePage(
            blocks=(
                Heading(text=wording.group(group.label), over=report.district),
                Picture(draw=_card(group, wording), height=CARD),
            )
        )
        for group in _groups(report)
    ]
    return _document(report, wording.gettext("{district}: table cards"), pages)


def packet_covers(report: ReportInput) -> Document:
    """Return a cover for each group's packet: its dimensions with what they are about."""
    wording = Wording(report)
    _ = wording.gettext
    packet = _("Packet")
    visions = {dimension.number: dimension.vision for dimension in report.dimensions}
    pages = []
    for group in _groups(report):
        blocks: list[Block] = [
            Heading(text=wording.group(group.label), over=f"{report.district} · {packet}"),
            Words(text=group.place or wording.people(group.people), kind="lead"),
        ]
        for number in group.dimension_numbers:
            name = f"{number} {report.dimension_name(number)}"
            blocks.append(Heading(text=name, level=2, new_page=False))
            blocks.append(Words(text=visions.get(number, "")))
        if group.names:
            blocks.append(Heading(text=_("At this table"), level=2, new_page=False))
            blocks.append(Bullets(items=group.names))
        pages.append(OnePage(blocks=tuple(blocks)))
    return _document(report, _("{district}: packet covers"), pages)


def name_tents(report: ReportInput) -> Document:
    """Return two tents a page, to be cut apart and folded; groups in order."""
    wording = Wording(report)
    _ = wording.gettext
    named = [(name, wording.group(group.label)) for group in report.groups for name in group.names]
    pages = [
        OnePage(
            blocks=tuple(
                Picture(draw=_tent(name, group), height=TENT)
                for name, group in named[first : first + 2]
            )
        )
        for first in range(0, len(named), 2)
    ]
    if not pages:
        pages = [OnePage(blocks=(Words(text=_("Nobody has a seat yet."), kind="lead"),))]
    return _document(report, _("{district}: name tents"), pages)


def rosters(report: ReportInput) -> Document:
    """Return everybody by name for the door, then by group."""
    wording = Wording(report)
    _ = wording.gettext
    seats: dict[str, list[str]] = {}
    for place, groups in enumerate((report.groups, report.next_groups)):
        for group in groups:
            for name in group.names:
                seats.setdefault(name, ["–", "–"])[place] = wording.group(group.label)
    later = bool(report.next_groups)
    headings = [_("Name"), _("Group"), *([_("Next steps")] if later else [])]
    rows = tuple(
        tuple(Cell(text=text) for text in (name, *seats[name][: 2 if later else 1]))
        for name in sorted(seats, key=str.casefold)
    )
    blocks: list[Block] = [Heading(text=_("Who sits where")), *_listed(headings, rows, wording)]
    for group in report.groups:
        blocks.append(Heading(text=wording.group(group.label), level=2, new_page=False))
        where = " · ".join(
            part for part in (group.place, wording.dimensions(group.dimension_numbers)) if part
        )
        blocks += [Words(text=where, kind="quiet")] if where else []
        names = group.names or (wording.people(group.people),)
        blocks.append(Bullets(items=names, checkable=bool(group.names)))
    return _document(report, _("{district}: rosters"), blocks)


def _listed(
    headings: list[str], rows: tuple[tuple[Cell, ...], ...], wording: Wording
) -> list[Block]:
    if not rows:
        return [Words(text=wording.gettext("Nobody has a seat yet."), kind="lead")]
    widths = (0.5, 0.25, 0.25) if len(headings) == 3 else (0.65, 0.35)
    return [
        Table(
            caption=wording.gettext("Who sits where"),
            headings=tuple(Cell(text=text) for text in headings),
            rows=rows,
            widths=widths,
            compact=True,
        )
    ]


def _groups(report: ReportInput) -> tuple[GroupText, ...]:
    """Return the groups, or one without a name where there are none yet."""
    return report.groups or (GroupText(label="____"),)


def _document(report: ReportInput, title: str, blocks: list[OnePage] | list[Block]) -> Document:
    wording = Wording(report)
    _ = wording.gettext
    return Document(
        title=title.format(district=report.district),
        subject=_("Sheets for the workshop of {date}").format(date=wording.day(report.day)),
        language=report.language,
        footer=f"{report.district} · {wording.day(report.day)}",
        page_of=_("Page {page} of {pages}"),
        blocks=tuple(blocks),
    )


def _card(group: GroupText, wording: Wording) -> Draw:
    lines = [group.place] if group.place else []
    lines += [f"{n} {wording.report.dimension_name(n)}" for n in group.dimension_numbers]

    def draw(width: float, height: float, measure: Measure) -> Drawing:
        label = _fitting(group.label, LETTER, width, measure)
        items: list[Item] = [
            Text(x=width / 2, y=0.30 * height + 0.35 * label, text=group.label, size=label,
                 role="accent", weight="bold", anchor="middle"),
        ]  # fmt: skip
        top = 0.68 * height
        for line in lines:
            size = _fitting(line, 34.0, width, measure)
            items.append(Text(x=width / 2, y=top, text=line, size=size, role="ink",
                              weight="bold", anchor="middle"))  # fmt: skip
            top += 1.5 * size
        return Drawing(width=width, height=height, items=tuple(items), description=group.label)

    return draw


def _tent(name: str, group: str) -> Draw:
    def draw(width: float, height: float, measure: Measure) -> Drawing:
        size = _fitting(name, NAME, width, measure)
        middle, fold = 0.78 * height, 0.5 * height
        dash = (4.0, 4.0)
        items: tuple[Item, ...] = (
            Line(x1=0.0, y1=fold, x2=width, y2=fold, stroke="line", stroke_width=0.6, dash=dash),
            Line(x1=0.0, y1=height - 1, x2=width, y2=height - 1, stroke="line", stroke_width=0.6),
            Text(x=width / 2, y=middle, text=name, size=size, role="ink", weight="bold",
                 anchor="middle"),
            Text(x=width / 2, y=middle + 1.8 * SMALL, text=group, size=SMALL, role="quiet_ink",
                 anchor="middle"),
        )  # fmt: skip
        return Drawing(width=width, height=height, items=items, description=name)

    return draw


def _fitting(words: str, most: float, room: float, measure: Measure) -> float:
    """Return the size in which words fit one line; ``most`` at most."""
    return min(most, most * room / max(1.0, measure(words, most, "bold")))
