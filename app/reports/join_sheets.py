"""A sheet for each table: how its devices join, with a code to scan and one to type."""

from collections.abc import Callable

from app.domain.drawing import Drawing, Item, Measure, Text
from app.domain.qr_drawing import QUIET, qr_items
from app.domain.report import ReportInput
from app.domain.room_open import Door, WayIn, spoken_code
from app.reports.document import Block, Document, Heading, OnePage, Picture, Words
from app.reports.wording import Wording

SIDE = 290.0
"""Points on paper of the code to scan: a phone reads it from two arm's lengths."""

CODE, ADDRESS = 64.0, 32.0
"""The sizes of what is typed, at most: it is read across a table."""

SECOND = 20.0
"""Of the address for browsers that refuse the first one."""

SMALL, GAP = 12.0, 18.0


def join_sheets(door: Door, reports: tuple[ReportInput, ...]) -> Document:
    """Return one page for each group; reports differ in language only."""
    first = reports[0]
    wording = Wording(first)
    _ = wording.gettext
    return Document(
        title=_("{district}: join sheets").format(district=first.district),
        subject=_("Sheets for the workshop of {date}").format(date=wording.day(first.day)),
        language=first.language,
        footer=f"{first.district} · {wording.day(first.day)}",
        page_of=_("Page {page} of {pages}"),
        blocks=tuple(_sheet(door, way, reports) for way in door.ways),
    )


def _sheet(door: Door, way: WayIn, reports: tuple[ReportInput, ...]) -> OnePage:
    wordings = [Wording(report) for report in reports]
    names = " · ".join(dict.fromkeys(wording.group(way.label) for wording in wordings))
    blocks: list[Block] = [Heading(text=names, over=reports[0].district)]
    blocks += [
        Words(
            text=wording.gettext(
                "Scan this with the device that your group writes on, or type the address into a "
                "browser, and then the code."
            ),
            kind="lead",
        )
        for wording in wordings
    ]
    label = " · ".join(dict.fromkeys(wording.gettext("Code") for wording in wordings))
    refused = [wording.gettext("If the browser refuses:") for wording in wordings if door.encrypted]
    draw = _way_in(way, door, label, " · ".join(dict.fromkeys(refused)))
    blocks.append(Picture(draw=draw, height=SIDE + _below(door)))
    if door.safest.startswith("https:"):
        blocks += [
            Words(
                text=wording.gettext(
                    "Your browser warns once: this laptop’s certificate is its own. Choose "
                    "“Advanced”, then go on."
                ),
                kind="body",
            )
            for wording in wordings
        ]
    blocks += [
        Words(
            text=wording.gettext(
                "Both screens then show the same four digits. If they differ, tell the facilitator."
            ),
            kind="body",
        )
        for wording in wordings
    ]
    return OnePage(blocks=tuple(blocks))


def _below(door: Door) -> float:
    """Return the height of what stands under the code to scan."""
    return 1.6 * ADDRESS + (SMALL + 2.2 * SECOND if door.encrypted else 0.0)


def _way_in(
    way: WayIn, door: Door, label: str, refused: str
) -> Callable[[float, float, Measure], Drawing]:
    """Return what draws the code to scan, the one to type beside it, and the addresses below.

    ``refused`` says when the second address is the one to take.
    """
    address = door.safest

    def draw(width: float, height: float, measure: Measure) -> Drawing:
        side = min(height - _below(door), 0.6 * width)
        quiet = QUIET * side / (len(way.qr) + 2 * QUIET)
        # The modules stand under the words above them; the quiet margin is the paper's.
        code = qr_items(way.qr, -quiet, 0.0, side, light="surface", dark="ink")
        left, middle = side - quiet + GAP, 0.5 * side
        spoken = spoken_code(way.code)
        size = _fitting(spoken, CODE, width - left, measure)
        words: tuple[Item, ...] = (
            Text(x=left, y=middle - 0.75 * size, text=label, size=SMALL, role="quiet_ink"),
            Text(x=left, y=middle + 0.25 * size, text=spoken, size=size, role="accent",
                 weight="bold"),
            Text(x=0.0, y=side + 0.85 * ADDRESS, text=address, weight="bold",
                 size=_fitting(address, ADDRESS, width, measure)),
        )  # fmt: skip
        if door.encrypted:
            top = side + 1.6 * ADDRESS
            words += (
                Text(x=0.0, y=top, text=refused, role="quiet_ink",
                     size=_fitting(refused, SMALL, width, measure)),
                Text(x=0.0, y=top + 1.4 * SECOND, text=door.address, weight="bold",
                     size=_fitting(door.address, SECOND, width, measure)),
            )  # fmt: skip
        return Drawing(width=width, height=height, items=(*code, *words), description=way.page)

    return draw


def _fitting(words: str, most: float, room: float, measure: Measure) -> float:
    """Return the size in which words fit one line; ``most`` at most."""
    return min(most, most * room / measure(words, most, "bold"))
