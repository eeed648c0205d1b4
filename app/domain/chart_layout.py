"""Where everything in the chart of both scores goes: columns, rows and lanes, before any drawing.

`plan` tries one way of setting the chart (text size, naming, key) and gives its measures, or None
when it does not fit. Lengths are in drawing units.
"""

import itertools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.domain.chart_crowd import ASIDE, Asides, Crowded, per_line
from app.domain.chart_labels import ChartLabels
from app.domain.chart_marks import TokenSize, token_size
from app.domain.chart_text import CAP, LINE, narrowest, wrap, wrap_all
from app.domain.drawing import Measure
from app.domain.framework import Lens
from app.domain.results import Mark, ResultsTable, Standing

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One way to set the chart; ``ease`` runs from below 0 (tight) to 1 (comfortable).

    ``named`` marks carry their group's label. ``wrapped_names`` is how many of the
    dimensions' names may take two lines. ``narrowest_level`` is the least
    width of one level, in text sizes; ``most_lines`` how many lines of marks one lane may take.
    """

    text: float
    named: bool
    ease: float
    full_key: bool
    brief_key: bool = False
    short_names: bool = False
    wrapped_names: int = 0
    heading_lines: int = 1
    narrowest_level: float = 2.2
    most_lines: int = 12


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column right of the levels: what it is for, its words in lines, and where it lies."""

    id: str
    heading: tuple[str, ...]
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Return the x of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, kw_only=True)
class RowPlan:
    """One row: its lines of name, and how many lines of marks each lens's lane takes."""

    name: tuple[str, ...]
    lines: dict[Lens, int]
    height: float


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Every measure of a chart that fits. ``spare`` is the height that nobody needs."""

    setting: Setting
    size: TokenSize
    names_x: float
    names_width: float
    plot_x: float
    pitch: float
    columns: tuple[Column, ...]
    header: float
    title: tuple[str, ...]
    title_size: float
    rows: tuple[RowPlan, ...]
    spare: float

    def level_x(self, level: int) -> float:
        """Return the x of a 1-based level."""
        return self.plot_x + (level - 0.5) * self.pitch


@dataclass
class Shared:
    """What several ways of setting a chart have in common, worked out when first asked for.

    Belongs to one width, wording, measure, and to one order of rows.
    """

    _known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` returned for this key."""
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = make()
        found: T = self._known[key]
        return found


_MOST_KNOWN = 4_000
"""Things known of one chart: some hundred a search, and a day makes many."""


def pack(widths: list[float], room: float, gap: float) -> list[list[int]]:
    """Share blocks of ``widths`` out over lines no wider than ``room``; returns their indexes.

    Lines are filled evenly, so that seven marks over two lines stand four and three. A block that
    is wider than the room gets a line of its own.
    """
    lines: list[list[int]] = []
    used = 0.0
    for index, width in enumerate(widths):
        if lines and used + gap + width <= room:
            lines[-1].append(index)
            used += gap + width
        else:
            lines.append([index])
            used = width
    if len(lines) > 1 and len(set(widths)) == 1:
        each, more = divmod(len(widths), len(lines))
        starts = [line * each + min(line, more) for line in range(len(lines) + 1)]
        lines = [list(range(a, b)) for a, b in itertools.pairwise(starts)]
    return lines


def cell_lines(marks: Sequence[Mark], lens: Lens, room: float, size: TokenSize) -> list[list[int]]:
    """Return how the marks of one cell break into lines."""
    widths = [size.block_width(lens)] * len(marks)
    return pack(widths, room, size.gap)


def _aside_columns(
    asides: Asides,
    labels: ChartLabels,
    size: TokenSize,
    heading_lines: int,
    measure: Measure,
) -> list[tuple[str, tuple[str, ...], float]]:
    """Return id, heading and width of the columns that are needed."""
    text = size.text
    found: list[tuple[str, tuple[str, ...], float]] = []

    def add(column: str, words: str, content: float) -> None:
        width = max(narrowest(words, text, "regular", heading_lines, measure), content)
        heading = wrap(words, text, "regular", width, heading_lines, measure) or (words,)
        found.append((column, heading, width))

    words = {
        Standing.CANNOT_TELL: labels.cannot_tell,
        Standing.CHOSE_NOT: labels.chose_not,
        Standing.NOT_YET: labels.not_yet,
    }
    for standing, marks in zip(ASIDE, asides.side_by_side, strict=True):
        if marks:
            widest = size.block_width(Lens.ACCESS)
            add(standing.value, words[standing], marks * (widest + size.gap) + size.gap)
    if asides.agreed:
        add("agreed", labels.agreed, 2.2 * text)
    if asides.data_needs:
        add("more_data", labels.more_data, 2.2 * text)
    return found


def _name_column(
    names: list[str], text: float, wrapped: int, measure: Measure
) -> tuple[float, list[tuple[str, ...]]]:
    """Return the narrowest column in which at most ``wrapped`` names take two lines, and lines."""
    whole = sorted((measure(name, text, "bold") for name in names), reverse=True)
    halves = [narrowest(name, text, "bold", 2, measure) for name in names]
    if wrapped:
        width = max(whole[min(wrapped, len(whole)) :] + halves, default=0.0)
    else:
        width = max(whole, default=0.0)
    lines = [wrap(name, text, "bold", width, 2, measure) or (name,) for name in names]
    return width, lines


@dataclass(frozen=True)
class _Capacity:
    """How many marks of a lens stand on one line of a level, and of each aside column."""

    level: int
    aside: tuple[int, ...]

    def lines(self, most: int, aside: tuple[int, ...]) -> int:
        """Return how many lines a row needs, as :func:`cell_lines` breaks its cells."""
        needed = [-(-most // self.level)]
        needed += [-(-count // own) for count, own in zip(aside, self.aside, strict=True)]
        return max(1, *needed)


def _capacities(across: "_Across", size: TokenSize, most: int) -> list[_Capacity]:
    """Return every lens's capacities, in order; no cell of the chart holds more than ``most``."""
    rooms = {column.id: column.width for column in across.columns}
    found = []
    for lens in Lens:
        width = size.block_width(lens)
        level = per_line(width, level_room(across.pitch, size), size.gap, most)
        aside = (per_line(width, rooms.get(one.value, 0.0), size.gap, most) for one in ASIDE)
        found.append(_Capacity(level, tuple(aside)))
    return found


def level_room(pitch: float, size: TokenSize) -> float:
    """Return the width that the marks of one level may take between its two borders."""
    return pitch - 2 * size.border_air


def _fits_across(pitch: float, size: TokenSize) -> bool:
    """Return whether the widest block fits between the borders of a level."""
    return level_room(pitch, size) >= max(size.block_width(lens) for lens in Lens)


def lane_gap(setting: Setting) -> float:
    """Return the height between the two lanes of a row, and between lines of one lane."""
    return (0.05 + 0.15 * setting.ease) * setting.text


def row_pad(setting: Setting) -> float:
    """Return the empty height above and below the marks of every row."""
    return (0.15 + 0.19 * setting.ease) * setting.text


@dataclass(frozen=True, kw_only=True)
class _Across:
    """The widths of a chart: what lies where from left to right."""

    names_x: float
    names_width: float
    name_lines: list[tuple[str, ...]]
    plot_x: float
    pitch: float
    columns: tuple[Column, ...]


def _across(
    table: ResultsTable,
    width: float,
    measure: Measure,
    labels: ChartLabels,
    setting: Setting,
    size: TokenSize,
    shared: Shared,
    crowd: Crowded,
) -> _Across | None:
    """Share the width out; None when the levels would come too close together."""
    text = setting.text
    gap = 0.7 * text
    names = [row.short_name if setting.short_names else row.name for row in table.rows]
    number_width = shared.once(
        ("numbers", text),
        lambda: max((measure(str(row.number), text, "bold") for row in table.rows), default=0),
    )
    names_x = 0.5 * text + number_width + 0.55 * text
    wrapped, headings = setting.wrapped_names, setting.heading_lines
    names_width, name_lines = shared.once(
        ("names", text, wrapped, setting.short_names),
        lambda: _name_column(names, text, wrapped, measure),
    )
    needed = crowd.asides
    asides = shared.once(
        (needed, size, headings), lambda: _aside_columns(needed, labels, size, headings, measure)
    )
    asides_width = sum(found[2] + gap for found in asides)
    plot_x = names_x + names_width + 0.6 * text
    pitch = (width - plot_x - asides_width - 0.2 * text) / table.level_count
    if setting.short_names and labels.title:
        # Short names leave room to spare: the title keeps its one line above them.
        wanted = measure(labels.title, 1.15 * text, "bold") + 1.3 * text
        moved = max(0.0, wanted - plot_x - pitch / 2) / (1 - 0.5 / table.level_count)
        plot_x, pitch = plot_x + moved, pitch - moved / table.level_count
    if pitch < setting.narrowest_level * text or not _fits_across(pitch, size):
        return None
    columns: list[Column] = []
    x = plot_x + pitch * table.level_count
    for column_id, heading, column_width in asides:
        columns.append(Column(id=column_id, heading=heading, x=x + gap / 2, width=column_width))
        x += column_width + gap
    return _Across(
        names_x=names_x,
        names_width=names_width,
        name_lines=name_lines,
        plot_x=plot_x,
        pitch=pitch,
        columns=tuple(columns),
    )


def _rows(
    crowd: Crowded, across: _Across, setting: Setting, size: TokenSize, height: float
) -> list[RowPlan] | None:
    """Return every row with the least height it needs; None when they do not fit in ``height``.

    Nor may a lane take too many lines.
    """
    text, left = setting.text, height
    found = []
    capacities = list(zip(Lens, _capacities(across, size, crowd.fullest), strict=True))
    for row, name in zip(crowd.rows, across.name_lines, strict=True):
        marks = {
            lens: able.lines(row.most[index], row.aside[index])
            for index, (lens, able) in enumerate(capacities)
        }
        if max(marks.values()) > setting.most_lines:
            return None
        lanes = sum(
            count * size.line_height(lens) + (count - 1) * lane_gap(setting)
            for lens, count in marks.items()
        )
        words = (len(name) - 1) * LINE * text + CAP * text + 0.24 * text
        tall = max(lanes + lane_gap(setting), words) + 2 * row_pad(setting)
        left -= tall
        if left < 0:
            return None
        found.append(RowPlan(name=name, lines=marks, height=tall))
    return found


def plan(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    labels: ChartLabels,
    setting: Setting,
    shared: Shared,
    crowd: Crowded,
) -> Plan | None:
    """Return the measures of header and rows in ``height``, or None when they do not fit.

    Of the marks only the ``crowd`` counts: see :mod:`app.domain.chart_crowd`.
    """
    text = setting.text
    label_width = shared.once(
        ("labels", text),
        lambda: max((measure(label, text, "bold") for label in table.group_labels), default=0.0),
    )
    size = token_size(text, setting.ease, label_width if setting.named else 0.0)
    across = _across(table, width, measure, labels, setting, size, shared, crowd)
    rows = _rows(crowd, across, setting, size, height) if across else None
    if across is None or rows is None:
        return None
    title_room = across.plot_x + across.pitch / 2 - 1.2 * text
    title, title_size = shared.once(
        ("title", text, title_room), lambda: _title(labels.title, text, title_room, measure)
    )
    heading_lines = max((len(column.heading) for column in across.columns), default=1)
    header = 0.35 * text + max(
        1.4 * text, heading_lines * LINE * text, len(title) * LINE * title_size
    )
    spare = height - header - sum(row.height for row in rows)
    if spare < 0:
        return None
    return Plan(
        setting=setting,
        size=size,
        names_x=across.names_x,
        names_width=across.names_width,
        plot_x=across.plot_x,
        pitch=across.pitch,
        columns=across.columns,
        header=header,
        title=title,
        title_size=title_size,
        rows=tuple(rows),
        spare=spare,
    )


def _title(words: str, text: float, room: float, measure: Measure) -> tuple[tuple[str, ...], float]:
    """Return the title's lines and size: as large as fits beside the first level's number."""
    if not words:
        return (), text
    for lines, share in ((1, 1.5), (1, 1.3), (1, 1.15), (2, 1.15), (2, 1.0)):
        found = wrap(words, share * text, "bold", room, lines, measure)
        if found:
            return found, share * text
    return wrap_all(words, text, "bold", room, measure), text
