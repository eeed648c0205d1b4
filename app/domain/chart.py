"""The chart of both scores, laid out once for the room screen, the PDF, PNG and SVG.

`results_chart` tries ways of setting the chart, the most comfortable first, and draws the first one
that fits. All measures follow from the text's size, so that the same drawing serves 4K and paper.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.domain.chart_crowd import ByRow, Crowd, Crowded, RowCrowd, crowd_of, crowded
from app.domain.chart_key import draw_key, key_height, key_lines
from app.domain.chart_labels import ChartLabels
from app.domain.chart_layout import Plan, Setting, Shared, plan
from app.domain.chart_marks import short_labels
from app.domain.chart_rows import draw_row
from app.domain.chart_spoken import describe, speak_row
from app.domain.chart_text import CAP, block, wrap_all
from app.domain.drawing import Drawing, Group, Item, Measure, Rect, Text
from app.domain.results import DimensionResult, ResultsTable

LARGEST = 1.36
"""How much larger than the smallest text the chart's text may grow where there is room."""

ROOMY_LEVEL = 4.6
"""The least width of a level, in text sizes, while there is a choice."""

KEY_GAP = 0.42
"""Least height between the rows and the key, in text sizes."""

ALL = 99
"""More names than there can be rows."""

LOOSEST_ROW = 1.7
"""How much taller than it must be a row may become where there is room."""


TIGHT = (
    (True, 2, 0.0, False), (True, 3, 0.0, False),
    (True, 2, 0.0, True), (True, 3, 0.0, True), (True, 2, -0.25, True), (True, 3, -0.25, True),
    (False, 2, 0.0, False),
)  # fmt: skip
"""Named, lines of a heading, ease and brief key of the tight settings.

The key gives its levels' wording away before marks give away their groups' labels.
"""


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """A setting that fits: everything of a chart but its rows' own lanes.

    ``bare`` is the plan without its rows: what all rows have in common.
    """

    setting: Setting
    plan: Plan
    bare: Plan
    header: tuple[Item, ...]
    top: float
    key: Group


@dataclass
class LaidOut:
    """How a chart was set last, for one that is drawn again and again while scores come in.

    It is set the same way as long as it fits, so that it stands still before people's eyes. What
    did not change since is not worked out anew: the frame while the rows are as crowded as before,
    and each row while it is the very same row.
    """

    setting: Setting | None = None
    rows: dict[int, tuple[tuple[object, ...], Group]] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)
    shortened: ByRow[DimensionResult] = field(default_factory=ByRow)
    crowds: ByRow[RowCrowd] = field(default_factory=ByRow)
    told: ByRow[str] = field(default_factory=ByRow)
    spoken: ByRow[str] = field(default_factory=ByRow)
    _frame: tuple[Crowd, _Frame] | None = None
    _words: object = None

    def for_words(self, words: object) -> None:
        """Forget what was worked out for other words; how the chart was set stays known."""
        if words != self._words:
            fresh = LaidOut(setting=self.setting, rows=self.rows, _words=words)
            self.__dict__.update(fresh.__dict__)

    def afresh(self) -> None:
        """Have the next chart set as comfortably as it can be, however this one is set."""
        self.setting, self._frame = None, None

    def frame(self, crowd: Crowd) -> _Frame | None:
        """Return the last frame where it is the one for this crowd."""
        return self._frame[1] if self._frame is not None and self._frame[0] == crowd else None

    def keep(self, crowd: Crowd, frame: _Frame) -> None:
        """Remember how a chart was set."""
        self._frame, self.setting = (crowd, frame), frame.setting


def results_chart(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    *,
    labels: ChartLabels,
    scale: float = 1.0,
    sort: str = "order",
    min_text: float = 28.0,
    last: LaidOut | None = None,
) -> Drawing:
    """Return the chart of both scores, ``width`` by ``height``.

    ``min_text * scale`` is the smallest size of any text: 28 with the room screen's scale (its
    height / 1080), about 7.5 points on paper. ``measure`` is the painter's; ``sort`` is a word of
    :data:`app.domain.results.SORTS`. A table that may not be shown yet draws no mark at all. Only
    in an area far too small for its rows does text become smaller than asked, never cut. ``last``
    is of the same size, labels and measure, and takes up how this one is set.
    """
    last = last or LaidOut()
    ordered = table.as_shown().sorted_by(sort)
    names = short_labels(ordered.group_labels)
    # The key lists the names behind short labels in the groups' order; else it says no order.
    listed = names if all(map(str.__eq__, names, names.values())) else tuple(names.items())
    last.for_words((labels, listed, _words_of(ordered)))
    shown = _with_short_labels(ordered, names, last)
    description = describe(
        ordered, labels, lambda row: last.told.once(row, lambda it: speak_row(it, ordered, labels))
    )
    crowd = tuple(
        last.crowds.once(row, lambda it: crowd_of(it, table.level_count)) for row in shown.rows
    )
    frame = last.frame(crowd)
    if frame is None:
        counted = crowded(crowd)
        swapped = {short: name for name, short in names.items()}
        as_before = (last.setting,) if last.setting else ()
        tried = (
            _try(shown, width, height, measure, labels, setting, swapped, last.shared, counted)
            for setting in itertools.chain(as_before, _settings(min_text * scale))
        )
        frame = next((found for found in tried if found is not None), None)
    items: tuple[Item, ...] = ()
    if frame is not None:
        last.keep(crowd, frame)
        items = _draw(shown, width, measure, labels, frame, last)
    return Drawing(
        width=width, height=height, items=items, title=labels.title, description=description
    )


def _words_of(table: ResultsTable) -> tuple[object, ...]:
    """Return what stands on a chart whatever the groups answered."""
    return (
        table.level_count,
        table.level_names,
        table.lens_names,
        table.revealed,
        table.before_reveal_mark,
        tuple((row.dimension_id, row.number, row.name, row.short_name) for row in table.rows),
    )


def _settings(smallest: float) -> Iterator[Setting]:
    """Yield ways to set the chart, best first; too small a text is the very last resort."""
    good = [(share, 1.0, True) for share in (LARGEST, 1.27, 1.18, 1.09, 1.0)]
    good += [(1.0, 0.5, True), (1.0, 1.0, False), (1.0, 0.5, False)]
    for share, ease, full in good:
        for wrapped, headings in ((0, 1), (0, 2), (2, 1), (2, 2), (ALL, 2)):
            yield Setting(
                text=smallest * share,
                named=True,
                ease=ease,
                full_key=full,
                wrapped_names=wrapped,
                heading_lines=headings,
                narrowest_level=ROOMY_LEVEL,
                most_lines=4,
            )
    for shrink in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05):
        for named, headings, ease, brief in TIGHT:
            for wrapped, short in ((0, False), (2, False), (ALL, False), (0, True), (ALL, True)):
                yield Setting(
                    text=smallest * shrink,
                    named=named,
                    ease=ease,
                    full_key=False,
                    brief_key=brief,
                    wrapped_names=wrapped,
                    heading_lines=headings,
                    short_names=short,
                )


def _try(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    labels: ChartLabels,
    setting: Setting,
    names: dict[str, str],
    shared: Shared,
    crowd: Crowded,
) -> _Frame | None:
    """Return the frame of a chart that is set so, or None where it does not fit."""
    text = setting.text
    unusual = crowd.unusual
    key = shared.once(
        ("key", text, setting.full_key, setting.brief_key, setting.named, unusual),
        lambda: key_lines(
            table,
            labels if setting.named else replace(labels, note=labels.unnamed),
            text,
            width,
            setting.full_key,
            measure,
            names,
            brief=setting.brief_key,
            unusual=unusual,
        ),
    )
    stamp = shared.once(("stamp", text), lambda: _stamp(table, width, text, measure))
    stamp_height = 1.35 * text * len(stamp) + (0.5 * text if stamp else 0.0)
    rows_height = height - stamp_height - KEY_GAP * text - key_height(key, text)
    found = plan(table, width, rows_height, measure, labels, setting, shared, crowd)
    if found is None:
        return None
    found, rest = _share_spare(found)
    top = y = stamp_height + found.header
    for row in found.rows:
        y += row.height
    return _Frame(
        setting=setting,
        plan=found,
        bare=replace(found, rows=()),
        header=(
            *_draw_stamp(stamp, width, stamp_height, text), _header(found, table, stamp_height),
        ),
        top=top,
        key=draw_key(key, y + min(KEY_GAP * text + rest, 0.9 * text), text, measure),
    )  # fmt: skip


def _draw(
    table: ResultsTable,
    width: float,
    measure: Measure,
    labels: ChartLabels,
    frame: _Frame,
    last: LaidOut,
) -> tuple[Item, ...]:
    """Return the chart's items; of its rows only those are drawn anew that are other ones now."""
    found, y = frame.plan, frame.top
    rows: list[Item] = []
    for index, (row, row_plan) in enumerate(zip(table.rows, found.rows, strict=True)):
        spoken = last.spoken.once(row, lambda it: speak_row(it, table, labels))
        source = (row, row_plan, y, frame.bare, spoken, table.may_show, table.level_count)
        known = last.rows.get(index)
        if known is None or known[0] != source:
            drawn = draw_row(row, row_plan, index, y, width, found, table, spoken, measure)
            known = last.rows[index] = source, drawn
        rows.append(known[1])
        y += row_plan.height
    return (*frame.header, *rows, frame.key)


def _share_spare(found: Plan) -> tuple[Plan, float]:
    """Give the rows the spare height, up to a limit; also return what is left over."""
    needed = sum(row.height for row in found.rows)
    if not needed:
        return found, found.spare
    loosest = (
        LOOSEST_ROW * max(needed / len(found.rows), 2.4 * found.setting.text) * len(found.rows)
    )
    extra = min(found.spare, max(0.0, loosest - needed)) / len(found.rows)
    rows = tuple(replace(row, height=row.height + extra) for row in found.rows)
    return replace(found, rows=rows), found.spare - extra * len(rows)


def _header(found: Plan, table: ResultsTable, top: float) -> Group:
    """Return the line above the rows: title, level numbers, headings of the columns."""
    text = found.setting.text
    base = top + found.header - 0.35 * text
    items: list[Item] = []
    lines = len(found.title)
    middle = base - CAP * found.title_size / 2 - (lines - 1) * 0.58 * found.title_size
    items += block(found.title, 0, middle, found.title_size, weight="bold")
    for level in range(1, table.level_count + 1):
        items.append(
            Text(
                x=found.level_x(level),
                y=base,
                text=str(level),
                size=1.3 * text,
                anchor="middle",
                weight="bold",
            )
        )
    for column in found.columns:
        middle = base - CAP * text / 2 - (len(column.heading) - 1) * 0.58 * text
        items += block(
            column.heading, column.middle, middle, text, role="quiet_ink", anchor="middle"
        )
    return Group(id="header", items=tuple(items), kind="header")


def _stamp(table: ResultsTable, width: float, text: float, measure: Measure) -> tuple[str, ...]:
    if table.revealed or not table.before_reveal_mark:
        return ()
    return wrap_all(table.before_reveal_mark, text, "bold", width - 1.2 * text, measure)


def _draw_stamp(lines: tuple[str, ...], width: float, height: float, text: float) -> list[Item]:
    """Return the framed words over a copy made before the reveal; nothing when there are none."""
    if not lines:
        return []
    frame_height = height - 0.3 * text
    frame = Rect(
        x=0.05 * text,
        y=0.05 * text,
        width=width - 0.1 * text,
        height=frame_height - 0.1 * text,
        stroke="ink",
        stroke_width=0.1 * text,
        radius=0.2 * text,
    )
    words = block(lines, width / 2, frame_height / 2, text, anchor="middle", weight="bold")
    return [Group(id="before-reveal", items=(frame, *words), kind="stamp")]


def _with_short_labels(table: ResultsTable, names: dict[str, str], last: LaidOut) -> ResultsTable:
    if all(label == short for label, short in names.items()):
        return table

    def shortened(row: DimensionResult) -> DimensionResult:
        marks = (replace(mark, group_label=names[mark.group_label]) for mark in row.marks)
        return replace(row, marks=tuple(marks))

    rows = tuple(last.shortened.once(row, shortened) for row in table.rows)
    return replace(table, rows=rows)
