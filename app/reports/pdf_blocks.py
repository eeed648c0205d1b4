"""Sets a document's blocks as ReportLab flowables."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from reportlab.platypus import (
    Flowable,
    KeepInFrame,
    LongTable,
    PageBreak,
    Spacer,
    TableStyle,
)

from app.domain.drawing import Drawing
from app.reports import pdf_drawing
from app.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Facts,
    Heading,
    OnePage,
    Picture,
    Said,
    SaidPair,
    Table,
    Together,
    Words,
    WritingLines,
)
from app.reports.palette import color, roles
from app.reports.pdf_flow import SPACE_BEFORE_PART, PartStart
from app.reports.pdf_styles import plain, style, text
from app.reports.right_to_left import RightToLeftText

SIDE_BY_SIDE = 0.45
"""The most of a page's height that words side by side may take; beyond it they stand below."""


_MARK = 14.0
"""Points that a bullet, or a box to tick, takes."""

CELL_LEFT, CELL_RIGHT = 5.0, 7.0

TALLEST_ROW = 0.5
"""The most of a page that one row of a table may take."""

SHORT, SHORT_LINES = 300, 12
"""Letters and lines of a cell that surely fit."""

LONG = 1600
"""Letters beyond which words are not even tried side by side."""


class OutlineMark(Flowable):  # type: ignore[misc]
    """An invisible place in the text with an entry in the PDF's outline."""

    def __init__(self, title: str, level: int, space: float = 0.0) -> None:
        super().__init__()
        self.spaceBefore = space
        self.title = plain(title)
        self.level = level
        self.keepWithNext = 1
        self.width = self.height = 0.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return no size."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Set the bookmark."""
        key = f"part-{id(self)}"
        self.canv.bookmarkHorizontal(key, 0, style("h1").fontSize * 2)
        self.canv.addOutlineEntry(self.title, key, level=self.level, closed=False)


class PictureFlowable(Flowable):  # type: ignore[misc]
    """A drawing laid out for the width of the text."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture = picture
        self.drawing: Drawing | None = None
        self._drawn_for = (0.0, 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lay the drawing out and return its size."""
        # A frame smaller than the picture (a short page) gets a smaller picture, not a failure.
        wanted = self.picture.height if height <= 0 else min(self.picture.height, self._most)
        if self.picture.least and self.picture.least <= height - self._AIR < wanted:
            wanted = height - self._AIR
        if self._drawn_for != (width, wanted):
            self._drawn_for = (width, wanted)
            self.drawing = self.picture.draw(width, wanted, pdf_drawing.measure)
        assert self.drawing is not None
        return self.drawing.width, self.drawing.height + self._AIR

    _AIR = 6.0
    _most = 640.0

    def draw(self) -> None:
        """Draw it."""
        if self.drawing is not None:
            pdf_drawing.draw(self.canv, self.drawing, roles(), 0, self.drawing.height + 3)


class _Lines(Flowable):  # type: ignore[misc]
    """Lines for a pen, 8 mm apart."""

    _STEP = 22.0

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        self.width, self.height = width, self.count * self._STEP + 4
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setStrokeColor(color("edge"))
        self.canv.setLineWidth(0.5)
        for number in range(self.count):
            self.canv.line(0, 4 + number * self._STEP, self.width, 4 + number * self._STEP)


class BlockSetter:
    """Turns blocks into flowables for one page's width and height, in points."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.started = False

    def set(self, block: Block) -> list[Flowable]:
        """Return a block's flowables."""
        setters: dict[type, Callable[[Any], list[Flowable]]] = {
            Heading: self._heading,
            Words: lambda b: [text(b.text, b.kind)],
            Said: self._said,
            SaidPair: self._pair,
            Bullets: self._bullets,
            Table: self._table,
            Facts: self._facts,
            Callout: self._callout,
            Picture: lambda b: [PictureFlowable(b)],
            OnePage: self._one_page,
            Together: self._together,
            WritingLines: lambda b: [text(b.label, "label", b.lens), _Lines(b.count)],
        }
        found = setters[type(block)](block)
        self.started = True
        return found

    def _heading(self, heading: Heading) -> list[Flowable]:
        parts: list[Flowable] = []
        if heading.level == 1 and self.started:
            start = PartStart(self.height, flows=not heading.new_page)
            parts.append(PageBreak() if heading.handed_out and self.started else start)
        if heading.level <= 2:
            number = f"{heading.over}: " if heading.over else ""
            space = SPACE_BEFORE_PART if heading.level == 1 and self.started else 0.0
            parts.append(OutlineMark(number + heading.text, heading.level - 1, space))
        if heading.over:
            parts.append(text(heading.over, "over"))
        return [*parts, text(heading.text, f"h{heading.level}")]

    def _one_page(self, page: OnePage) -> list[Flowable]:
        parts: list[Flowable] = [PageBreak()] if self.started else []
        self.started = False
        inside = [flowable for block in page.blocks for flowable in self.set(block)]
        # A hair less than the page, which itself takes no flowable of exactly its height.
        frame = KeepInFrame(self.width, self.height - 1, inside, mode="shrink")
        return [*parts, frame]

    def _together(self, together: Together) -> list[Flowable]:
        parts = [flowable for block in together.blocks for flowable in self.set(block)]
        for flowable in parts:
            # Not ReportLab's KeepTogether: one inside another has no height.
            flowable.keepWithNext = 1
        return [*parts, Spacer(1, 0)]

    def _said(self, said: Said) -> list[Flowable]:
        return [text(said.label, "label", said.lens), text(said.text, "said")]

    def _pair(self, pair: SaidPair) -> list[Flowable]:
        gap = 16.0
        half = (self.width - gap) / 2
        if max(len(pair.left.text), len(pair.right.text)) > LONG:
            return [*self._said(pair.left), *self._said(pair.right)]
        sides = [self._said(pair.left), self._said(pair.right)]
        tallest = max(sum(f.wrap(half, self.height)[1] for f in side) for side in sides)
        if tallest > SIDE_BY_SIDE * self.height:
            return [*self._said(pair.left), *self._said(pair.right)]
        grid = LongTable([sides], colWidths=[half + gap / 2, half + gap / 2], hAlign="LEFT")
        grid.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (0, 0), 0),
                    ("RIGHTPADDING", (0, 0), (0, 0), gap / 2),
                    ("LEFTPADDING", (1, 0), (1, 0), gap / 2),
                    ("RIGHTPADDING", (1, 0), (1, 0), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ]
            )
        )
        return [grid]

    def _bullets(self, bullets: Bullets) -> list[Flowable]:
        sign = "☐" if bullets.checkable else "•"
        found: list[Flowable] = []
        for item in bullets.items:
            words = text(item, "body")
            if isinstance(words, RightToLeftText):
                words.beside = True  # to its mark, not across the page from it
            found += _one_row(text(sign, "body"), words, _MARK, self.width, self.height)
        found.append(Spacer(1, 4))
        return found

    def _table(self, table: Table) -> list[Flowable]:
        widths = [share * self.width for share in table.widths]
        heads = [text(c.text, "cell_head", c.lens) for c in table.headings]
        rows: list[list[Flowable]] = []
        starts: dict[int, int] = {}
        for number, row in enumerate(table.rows):
            starts[number] = len(rows) + 1
            rows += self._pieces(row, widths)
        grid = LongTable([heads, *rows], colWidths=widths, repeatRows=1, hAlign="LEFT")
        rules: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 1.0, color("edge")),
            *(("LINEABOVE", (0, n), (-1, n), 0.5, color("line")) for n in starts.values() if n > 1),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, color("line")),
            ("LEFTPADDING", (0, 0), (-1, -1), CELL_LEFT),
            ("RIGHTPADDING", (0, 0), (-1, -1), CELL_RIGHT),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5 if table.compact else 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3 if table.compact else 5),
        ]
        for number in table.section_rows:
            place = starts[number]
            rules.append(("BACKGROUND", (0, place), (-1, place), color("sunken")))
        grid.setStyle(TableStyle(rules))
        return [grid, Spacer(1, 8)]

    def _pieces(self, row: tuple[Cell, ...], widths: list[float]) -> list[list[Flowable]]:
        """Return a row as several where a cell is too tall: a table never breaks inside a row."""
        columns = [
            self._split_cell(cell, width - CELL_LEFT - CELL_RIGHT)
            for cell, width in zip(row, widths, strict=True)
        ]
        return [[part or Spacer(1, 1) for part in parts] for parts in zip_longest(*columns)]

    def _split_cell(self, cell: Cell, width: float) -> list[Flowable]:
        most = TALLEST_ROW * self.height
        rest = _cell(cell)
        if len(cell.text) < SHORT and cell.text.count("\n") < SHORT_LINES:
            return [rest]
        found: list[Flowable] = []
        while rest.wrap(width, most)[1] > most:
            parts = rest.split(width, most)
            if len(parts) < 2:
                break
            found.append(parts[0])
            rest = parts[1]
        return [*found, rest]

    def _facts(self, facts: Facts) -> list[Flowable]:
        share = self.width / max(1, len(facts.items))
        grid = LongTable(
            [
                [text(number, "fact") for number, _label in facts.items],
                [text(label, "fact_label") for _number, label in facts.items],
            ],
            colWidths=[share] * len(facts.items),
            hAlign="LEFT",
        )
        grid.setStyle(
            TableStyle(
                [
                    ("LEFTPADDING", (0, 0), (-1, -1), 12),
                    ("LINEBEFORE", (0, 0), (-1, -1), 2, color("accent")),
                    ("TOPPADDING", (0, 0), (-1, -1), 1),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ]
            )
        )
        return [grid, Spacer(1, 12)]

    def _callout(self, callout: Callout) -> list[Flowable]:
        grid = LongTable([[text(callout.text, "callout")]], colWidths=[self.width], hAlign="LEFT")
        grid.setStyle(
            TableStyle(
                [
                    ("BACKGROUND", (0, 0), (-1, -1), color("accent_soft")),
                    ("LINEBEFORE", (0, 0), (0, -1), 4, color("accent")),
                    ("LEFTPADDING", (0, 0), (-1, -1), 12),
                    ("TOPPADDING", (0, 0), (-1, -1), 7),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ]
            )
        )
        return [grid, Spacer(1, 8)]


def _cell(cell: Cell) -> Flowable:
    name = "cell_strong" if cell.strong else "cell_quiet" if cell.quiet else "cell"
    return text(cell.text, name, cell.lens)


def _one_row(
    sign: Flowable, words: Flowable, indent: float, width: float, height: float
) -> list[Flowable]:
    """Return a sign with words beside it; words longer than a page's part simply follow."""
    if words.wrap(width - indent, height)[1] > 0.8 * height:
        return [words]
    grid = LongTable([[sign, words]], colWidths=[indent, width - indent], hAlign="LEFT")
    grid.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 1),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return [grid]
