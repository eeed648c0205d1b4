"""What stands and lies on the tables: table cards, name tents, covers for packets; and rosters."""

from collections.abc import Callable
from itertools import combinations, pairwise

from app.domain.drawing import Dash, Drawing, Item, Line, Measure, Text
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
    Together,
    Words,
)
from app.reports.right_to_left import has_right_to_left
from app.reports.wording import Wording

CARD, TENT = 560.0, 318.0
"""Heights in points on paper: a card fills a page, two tents share one."""

LETTER, NAME, SMALL = 260.0, 64.0, 20.0
"""The largest sizes of a group's letter, of a name and of what stands beside it."""

BENEATH = 0.5
"""How far Arabic letters hang below their line, with their dots, in sizes of theirs."""

LINE, HIGHEST = 34.0, 0.42
"""The largest size of the lines on a card, and how high on it the first of many may stand."""

STEP = 1.2
"""From one line of a name to the next, in parts of its size."""

_MOST_LINES = 3
"""Lines of a group's own name on its card."""

MARK = 8.0
FOLD: Dash = (1.0, 3.0)
CUT: Dash = (7.0, 4.0)
"""Size of the words at a line to fold or to cut along, and how each of the two is broken."""

Draw = Callable[[float, float, Measure], Drawing]


def table_cards(report: ReportInput) -> Document:
    """Return a page for each group, to be read across the room; then those of a second seating."""
    wording = Wording(report)
    later = f"{report.district} · {wording.gettext('Next steps')}"
    pages = [
        OnePage(
            blocks=(
                Heading(text=wording.group(group.label), over=over),
                Picture(draw=_card(group, wording), height=CARD),
            )
        )
        for over, groups in ((report.district, _groups(report)), (later, report.next_groups))
        for group in groups
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
        if group.listed:
            blocks.append(Heading(text=_("At this table"), level=2, new_page=False))
            blocks.append(Bullets(items=group.listed))
        pages.append(OnePage(blocks=tuple(blocks)))
    return _document(report, _("{district}: packet covers"), pages)


def name_tents(report: ReportInput) -> Document:
    """Return two tents a page, to be cut apart and folded: both sides read; groups in order.

    Where there is a second seating, a tent also says where its person sits then.
    """
    wording = Wording(report)
    _ = wording.gettext
    then = {
        listed: _("Next steps: {group}").format(group=wording.group(group.label))
        for group in report.next_groups
        for listed in group.listed
    }
    named = [
        (name, " · ".join(filter(None, (wording.group(group.label), then.get(listed)))))
        for group in report.groups
        for name, listed in zip(group.names, group.listed, strict=True)
    ]
    pages = [
        OnePage(
            blocks=tuple(
                Picture(draw=_tent(name, group, wording, first=not place), height=TENT)
                for place, (name, group) in enumerate(named[first : first + 2])
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
            for name in group.listed:
                seats.setdefault(name, ["–", "–"])[place] = wording.group(group.label)
    later = bool(report.next_groups)
    headings = [_("Name"), _("Group"), *([_("Next steps")] if later else [])]
    rows = tuple(
        tuple(Cell(text=text) for text in (name, *seats[name][: 2 if later else 1]))
        for name in sorted(seats, key=str.casefold)
    )
    blocks: list[Block] = [Heading(text=_("Who sits where")), *_listed(headings, rows, wording)]
    blocks += [_table(group, wording) for group in report.groups]
    if later:
        blocks.append(Heading(text=_("Groups for next steps"), new_page=False))
        blocks += [_table(group, wording) for group in report.next_groups]
    return _document(report, _("{district}: rosters"), blocks)


def _table(group: GroupText, wording: Wording) -> Block:
    """Return who sits at one table, to be ticked off, with its place and its dimensions."""
    where = " · ".join(
        part for part in (group.place, wording.dimensions(group.dimension_numbers)) if part
    )
    names = group.listed or (wording.people(group.people),)
    listed: list[Block] = [
        Heading(text=wording.group(group.label), level=2, new_page=False),
        *([Words(text=where, kind="quiet")] if where else []),
        Bullets(items=names, checkable=bool(group.listed)),
    ]
    return Together(blocks=tuple(listed))


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
        size, top = _lines_below(lines, width, height, measure)
        room = top - 1.3 * size
        label, size_of_label = _largest(group.label, width, room, measure)
        # The first line's letters and the steps to the others stand in the middle of their room.
        tall = (0.72 + STEP * (len(label) - 1)) * size_of_label
        first = (room - tall) / 2 + 0.72 * size_of_label
        items: list[Item] = [
            Text(x=width / 2, y=first + STEP * size_of_label * n, text=line, size=size_of_label,
                 role="accent", weight="bold", anchor="middle")
            for n, line in enumerate(label)
        ]  # fmt: skip
        items += [
            Text(x=width / 2, y=top + 1.5 * size * n, text=line, size=size, role="ink",
                 weight="bold", anchor="middle")
            for n, line in enumerate(lines)
        ]  # fmt: skip
        return Drawing(width=width, height=height, items=tuple(items), description=group.label)

    return draw


def _largest(
    words: str, width: float, height: float, measure: Measure
) -> tuple[tuple[str, ...], float]:
    """Return a label in one to three lines, whichever gives the largest letters, and their size."""
    parts = words.split() or [words]
    found: list[tuple[float, tuple[str, ...]]] = []
    for many in range(1, min(_MOST_LINES, len(parts)) + 1):
        for cuts in combinations(range(1, len(parts)), many - 1):
            edges = (0, *cuts, len(parts))
            lines = tuple(" ".join(parts[a:b]) for a, b in pairwise(edges))
            size = min(_fitting(line, LETTER, width, measure) for line in lines)
            found.append((min(size, height / (0.9 + STEP * (many - 1))), lines))
    size, lines = max(found, key=lambda one: one[0])
    return lines, size


def _lines_below(
    lines: list[str], width: float, height: float, measure: Measure
) -> tuple[float, float]:
    """Return the size of all lines, and where the first one stands.

    It stands at two thirds of the card; higher where there are many, which also get smaller then.
    """
    size = min((_fitting(line, LINE, width, measure) for line in lines), default=LINE)
    steps = 1.5 * max(0, len(lines) - 1)
    size = min(size, (0.98 - HIGHEST) * height / max(1.0, steps))
    return size, min(0.68 * height, 0.98 * height - steps * size)


def _tent(name: str, group: str, wording: Wording, *, first: bool = True) -> Draw:
    """Return a tent: its lower half reads upright, the upper one from behind once it is folded.

    The ``first`` one of a page is cut off above, too, so that both halves are as tall.
    """
    _ = wording.gettext

    def draw(width: float, height: float, measure: Measure) -> Drawing:
        room = 0.92 * width
        lines = _in_lines(name, room, measure)
        size = min(_fitting(line, NAME / len(lines) ** 0.5, room, measure) for line in lines)
        small = _fitting(group, SMALL, room, measure)
        # The name and the line below stand in the middle of their half together.
        below = 1.8 * SMALL
        if has_right_to_left(name):
            below = max(below, BENEATH * size + SMALL)
        tall = (0.72 + STEP * (len(lines) - 1)) * size + below
        base = 0.75 * height - tall / 2 + 0.72 * size
        half = [(base + STEP * size * n, line, size, "ink") for n, line in enumerate(lines)]
        half.append((half[-1][0] + below, group, small, "quiet_ink"))
        items: list[Item] = [
            *(_mark(_("cut"), 0.5, width, CUT, below=True) if first else []),
            *_mark(_("fold"), 0.5 * height, width, FOLD),
            *_mark(_("cut"), height - 0.5, width, CUT),
        ]
        items += [
            Text(
                x=width / 2, y=height - y if turned else y, text=words, size=points, role=role,
                anchor="middle", weight="bold" if role == "ink" else "regular", turned=turned,
            )
            for turned in (False, True)
            for y, words, points, role in half
        ]  # fmt: skip
        return Drawing(width=width, height=height, items=tuple(items), description=name)

    return draw


def _in_lines(name: str, room: float, measure: Measure) -> list[str]:
    """Return a name on one line, or on two that are alike in length where one would be small."""
    words = name.split()
    if len(words) < 2 or measure(name, NAME, "bold") <= 1.4 * room:
        return [name]
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return list(min(cuts, key=lambda cut: max(measure(part, NAME, "bold") for part in cut)))


def _mark(words: str, y: float, width: float, dash: Dash, *, below: bool = False) -> list[Item]:
    """Return a line to cut or to fold along, and at its left end what to do there."""
    said = Text(
        x=0.0, y=y + MARK + 1.0 if below else y - 2.0, text=words, size=MARK, role="quiet_ink"
    )
    line = Line(x1=0.0, y1=y, x2=width, y2=y, stroke="quiet_ink", stroke_width=0.6, dash=dash)
    return [said, line]


def _fitting(words: str, most: float, room: float, measure: Measure) -> float:
    """Return the size in which words fit one line; ``most`` at most."""
    return min(most, most * room / max(1.0, measure(words, most, "bold")))
