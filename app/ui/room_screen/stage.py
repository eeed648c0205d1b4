"""Where a scene puts its words and shapes, and what all scenes have in common."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from app.domain.chart import LaidOut, results_chart
from app.domain.chart_labels import ChartLabels
from app.domain.drawing import Circle, Diamond, Drawing, Item, Line, Measure, Rect, Text, Weight
from app.domain.framework import Lens
from app.domain.results import DimensionResult, ResultsTable
from app.ui.room_screen.board import Icon, Live, Piece, Placed
from app.ui.room_screen.typeset import (
    LEAD,
    SMALLEST,
    Para,
    SetText,
    largest,
    set_text,
    sizes_from,
)

MARGIN = 52.0
"""Air at the left and right edge of the screen."""

TITLE = 60.0
"""The size of a scene's title where there is room."""

BODY = 36.0
"""The size of running text where there is room; it may shrink to the smallest."""

_CHARTS_KEPT = 6
_LAYOUTS_KEPT = 4
_SEARCHES_KEPT = 60
"""As many pictures as all data of a workshop may have at the sizes of two screens."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Area:
    """A rectangle of the screen, in units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Return the height of the horizontal middle line."""
        return self.y + self.height / 2

    def below(self, height: float) -> "Area":
        """Return what is left under a strip of ``height``."""
        return Area(self.x, self.y + height, self.width, max(0.0, self.height - height))

    def above(self, height: float) -> "Area":
        """Return what is left over a strip of ``height`` at the bottom."""
        return replace(self, height=max(0.0, self.height - height))

    def inset(self, x: float, y: float) -> "Area":
        """Return the area with air on all sides."""
        return Area(self.x + x, self.y + y, self.width - 2 * x, self.height - 2 * y)

    def columns(self, shares: Sequence[float], gap: float) -> tuple["Area", ...]:
        """Return columns whose widths are to each other as ``shares``."""
        free = self.width - gap * (len(shares) - 1)
        found, x = [], self.x
        for share in shares:
            width = free * share / sum(shares)
            found.append(Area(x, self.y, width, self.height))
            x += width + gap
        return tuple(found)


BADGE_TEXT = 0.56
"""Size of the label on a plate, as a multiple of the plate's height."""


@dataclass
class ChartMemo:
    """Charts that were laid out before: laying one out is the slowest thing on the screen."""

    _kept: list[tuple[tuple[object, ...], Drawing]] = field(default_factory=list)
    _worded: object = None
    _last: dict[tuple[object, ...], LaidOut] = field(default_factory=dict)
    _rows: dict[str, DimensionResult] = field(default_factory=dict)
    _found: list[tuple[tuple[object, ...], object]] = field(default_factory=list)

    def found(self, key: tuple[object, ...], search: Callable[[], Found]) -> Found:
        """Return what a search gives, which is made once for all that it depends on (``key``).

        The key is compared, never hashed: what is the same object as last time costs nothing.
        """
        for known, result in self._found:
            if known == key:
                return cast("Found", result)
        made = search()
        self._found = [(key, made), *self._found[: _SEARCHES_KEPT - 1]]
        return made

    def chart(
        self,
        table: ResultsTable,
        width: float,
        height: float,
        measure: Measure,
        labels: ChartLabels,
        sort: str,
    ) -> Drawing:
        """Return the chart of both scores for this size."""
        table = replace(table, rows=tuple(map(self._as_before, table.rows)))
        place = (round(width), round(height), sort)
        key = (table, labels, *place)
        for known, drawing in self._kept:
            if known == key:
                return drawing
        # In other words, with other groups or at the reveal it is laid out afresh.
        wording = (
            labels, table.level_names, table.lens_names, table.group_labels, table.revealed,
        )  # fmt: skip
        if self._worded != wording:
            self._worded = wording
            for laid_out in self._last.values():
                laid_out.afresh()
        last = self._last.pop(place, None) or LaidOut()
        self._last = {**dict(list(self._last.items())[-_LAYOUTS_KEPT + 1 :]), place: last}
        made = results_chart(table, width, height, measure, labels=labels, sort=sort, last=last)
        self._kept = [(key, made), *self._kept[: _CHARTS_KEPT - 1]]
        return made

    def _as_before(self, row: DimensionResult) -> DimensionResult:
        """Return a row without its words, the same object as last time while it looks the same."""
        bare = row.without_words
        known = self._rows.get(row.dimension_id)
        if known is not None and (known is bare or known == bare):
            return known
        self._rows[row.dimension_id] = bare
        return bare


@dataclass
class Stage:
    """Collects the pieces of one picture."""

    width: float
    height: float
    measure: Measure
    memo: ChartMemo
    page: int = 1
    pages: int = 1
    pieces: list[Piece] = field(default_factory=list)
    live: list[Live] = field(default_factory=list)
    dark: bool = False

    @property
    def wide(self) -> bool:
        """Tell whether the screen is wide (16:9 and wider) rather than 4:3 or upright."""
        return self.width / self.height > 1.45

    def add(self, *pieces: Piece) -> None:
        """Draw pieces."""
        self.pieces += pieces

    def follow_time(self, live: Live) -> None:
        """Draw something anew for every moment."""
        self.live.append(live)

    def set(self, paras: Iterable[Para], width: float) -> SetText:
        """Break paragraphs into lines."""
        return set_text(paras, width, self.measure)

    def put(self, block: SetText, x: float, y: float, align: str = "start") -> float:
        """Draw a block with its top at ``y``; return its lower edge."""
        self.add(*block.at(x, y, align))
        return y + block.height

    def word(
        self,
        text: str,
        x: float,
        middle: float,
        size: float,
        *,
        role: str = "ink",
        weight: Weight = "regular",
        anchor: str = "start",
    ) -> None:
        """Draw one line whose capitals are centered on the height ``middle``."""
        block = self.set((Para(text=text, size=size, weight=weight, role=role),), 1e9)
        self.put(block, x, middle - LEAD * size / 2, anchor)

    def fit(
        self,
        words: Sequence[str],
        area: Area,
        top_size: float,
        *,
        least: float = SMALLEST,
        weight: Weight = "regular",
        role: str = "ink",
        gap: float = 0.5,
    ) -> tuple[SetText, bool]:
        """Set words, one language under the other, as large as fits; tell whether it fits."""

        def make(size: float) -> SetText:
            return self.set(
                (
                    Para(text=text, size=size, weight=weight, role=role, before=gap * size)
                    for text in words
                ),
                area.width,
            )

        return largest(sizes_from(top_size, least), make, area.height)

    def title(self, words: Sequence[str], area: Area, size: float = TITLE) -> Area:
        """Draw a scene's title, all languages alike; return the area under it."""
        words = tuple(dict.fromkeys(text for text in words if text))
        if not words:
            return area
        for attempt in sizes_from(size, 44.0):
            if self._title_line(words, area, attempt):
                return area.below(LEAD * attempt + 26)
        room = replace(area, height=min(area.height / 3, 260.0))
        block, _fits = self.fit(words, room, min(size, 48.0), weight="bold", gap=0.15)
        self.put(block, area.x, area.y)
        return area.below(block.height + 24)

    def _title_line(self, words: Sequence[str], area: Area, size: float) -> bool:
        """Draw the title on one line, a bar between two languages; False where it is too wide."""
        widths = [self.measure(text, size, "bold") for text in words]
        gap = 0.75 * size
        if sum(widths) + 2 * gap * (len(words) - 1) > area.width:
            return False
        x = area.x
        middle = area.y + LEAD * size / 2
        for index, (text, width) in enumerate(zip(words, widths, strict=True)):
            if index:
                self.add(
                    Rect(
                        x=x + gap - 4, y=middle - 0.4 * size, width=6, height=0.8 * size,
                        fill="line", radius=3,
                    )
                )  # fmt: skip
                x += 2 * gap
            self.word(text, x, middle, size, weight="bold")
            x += width
        return True

    def rule(self, x: float, y: float, width: float) -> None:
        """Draw a thin line between things."""
        self.add(Line(x1=x, y1=y, x2=x + width, y2=y, stroke="line", stroke_width=2))

    def panel(self, area: Area, role: str = "accent_soft", edge: str = "") -> None:
        """Draw a quiet ground under words."""
        self.add(
            Rect(
                x=area.x, y=area.y, width=area.width, height=area.height, fill=role,
                stroke=edge, stroke_width=2 if edge else 0, radius=18,
            )
        )  # fmt: skip

    def badge_width(self, label: str, size: float) -> float:
        """Return the width of a plate: a circle for one letter, longer for a longer label."""
        text = max(SMALLEST, BADGE_TEXT * size)
        return size if len(label) < 2 else max(size, self.measure(label, text, "bold") + 0.7 * size)

    def badge(self, label: str, x: float, middle: float, size: float) -> float:
        """Draw a group's label on a dark plate starting at ``x``; return the plate's right edge."""
        text = max(SMALLEST, BADGE_TEXT * size)
        width = self.badge_width(label, size)
        self.add(
            Rect(x=x, y=middle - size / 2, width=width, height=size, fill="ink", radius=size / 2)
        )
        self.word(
            label, x + width / 2, middle, text, role="surface", weight="bold", anchor="middle"
        )
        return x + width

    def lens_mark(self, lens: Lens, x: float, middle: float, radius: float) -> None:
        """Draw the shape of a lens, filled with its color, centered on (x, middle)."""
        self.add(lens_shape(lens, x, middle, radius, fill=lens.value))

    def icon(self, name: str, x: float, middle: float, size: float, role: str = "ink") -> None:
        """Draw an icon whose left edge is ``x``."""
        self.add(Icon(name=name, x=x, y=middle - size / 2, size=size, role=role))

    def chart(self, table: ResultsTable, area: Area, labels: ChartLabels, sort: str) -> Drawing:
        """Draw the chart of both scores."""
        made = self.memo.chart(table, area.width, area.height, self.measure, labels, sort)
        self.add(Placed(drawing=made, x=area.x, y=area.y))
        return made

    def turn_to(self, pages: int) -> int:
        """Declare how many pages there are; return the one to draw, from 0."""
        self.pages = max(self.pages, pages)
        return min(self.page, max(pages, 1)) - 1


def lens_shape(
    lens: Lens,
    x: float,
    middle: float,
    radius: float,
    *,
    fill: str = "",
    stroke: str = "",
    dash: tuple[float, ...] = (),
) -> Item:
    """Return a lens's shape: a circle for foundations, a diamond of like weight for access."""
    width = 4.0 if stroke else 0.0
    if lens is Lens.FOUNDATIONS:
        return Circle(
            x=x, y=middle, radius=radius, fill=fill, stroke=stroke, stroke_width=width, dash=dash
        )
    reach = 1.2 * radius
    return Diamond(
        x=x, y=middle, half_width=reach, half_height=reach, fill=fill, stroke=stroke,
        stroke_width=width, dash=dash,
    )  # fmt: skip


def texts_of(pieces: Iterable[Piece]) -> str:
    """Return all words among pieces, line by line, for readers."""
    found: list[str] = []
    for piece in pieces:
        if isinstance(piece, Placed):
            found.append(piece.drawing.description)
        elif isinstance(piece, Text):
            found.append(piece.text)
    return "\n".join(found)
