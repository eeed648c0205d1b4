"""A sheet for each table: how its devices join, with a code to scan and one to type."""

from collections.abc import Callable

from app.domain.drawing import Drawing, Measure
from app.domain.qr_drawing import qr_items
from app.domain.report import ReportInput
from app.domain.room_open import Door, WayIn, spoken_code
from app.reports.document import Block, Document, Facts, Heading, OnePage, Picture, Words
from app.reports.wording import Wording

QR_HEIGHT = 250.0
"""Points on paper: a phone reads it from two arm's lengths."""


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
    blocks.append(Picture(draw=_code(way), height=QR_HEIGHT))
    label = " · ".join(dict.fromkeys(wording.gettext("Code") for wording in wordings))
    blocks.append(Facts(items=((spoken_code(way.code), label),)))
    blocks.append(Words(text=door.address, kind="strong"))
    if door.address.startswith("https:"):
        blocks += [
            Words(
                text=wording.gettext(
                    "Your browser warns once: this laptop’s certificate is its own. Choose "
                    "“Advanced”, then go on."
                ),
                kind="quiet",
            )
            for wording in wordings
        ]
    blocks += [
        Words(
            text=wording.gettext(
                "Both screens then show the same four digits. If they differ, tell the facilitator."
            ),
            kind="quiet",
        )
        for wording in wordings
    ]
    return OnePage(blocks=tuple(blocks))


def _code(way: WayIn) -> Callable[[float, float, Measure], Drawing]:
    def draw(width: float, height: float, _measure: Measure) -> Drawing:
        side = min(width, height)
        items = tuple(qr_items(way.qr, 0.0, 0.0, side, light="surface", dark="ink"))
        return Drawing(width=width, height=height, items=items, description=way.page)

    return draw
