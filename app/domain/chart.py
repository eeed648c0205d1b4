"""The chart of both scores, laid out once for the room screen, the PDF, PNG and SVG.

`results_chart` tries ways of setting the chart, the most comfortable first, and draws the first one
that fits. All measures follow from the text's size, so that the same drawing serves 4K and paper.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.domain.chart_key import draw_key, key_height, key_lines
from app.domain.chart_labels import ChartLabels
from app.domain.chart_layout import Plan, Setting, Shared, plan
from app.domain.chart_marks import short_labels
from app.domain.chart_rows import draw_row
from app.domain.chart_spoken import describe, speak_row
from app.domain.chart_text import CAP, block, wrap_all
from app.domain.drawing import Drawing, Group, Item, Measure, Rect, Text
from app.domain.results import ResultsTable

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


@dataclass
class LaidOut:
    """How a chart was set last, for one that is drawn again and again while scores come in.

    It is set the same way as long as it fits, so that it stands still before people's eyes; and
    rows in which nothing changed are not drawn anew.
    """

    setting: Setting | None = None
    rows: dict[int, tuple[tuple[object, ...], Group]] = field(default_factory=dict)


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
    shown = _with_short_labels(ordered, names)
    swapped = {short: name for name, short in names.items()}
    smallest = min_text * scale
    shared = Shared()
    as_before = (last.setting,) if last.setting else ()
    for setting in itertools.chain(as_before, _settings(smallest)):
        found = _try(shown, width, height, measure, labels, setting, swapped, shared, last)
        if found is not None:
            last.setting = setting
            return replace(found, title=labels.title, description=describe(ordered, labels))
    return Drawing(
        width=width,
        height=height,
        items=(),
        title=labels.title,
        description=describe(ordered, labels),
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
    last: LaidOut,
) -> Drawing | None:
    text = setting.text
    key = shared.once(
        ("key", text, setting.full_key, setting.brief_key, setting.named),
        lambda: key_lines(
            table,
            labels if setting.named else replace(labels, note=labels.unnamed),
            text,
            width,
            setting.full_key,
            measure,
            names,
            brief=setting.brief_key,
        ),
    )
    stamp = _stamp(table, width, text, measure)
    stamp_height = 1.35 * text * len(stamp) + (0.5 * text if stamp else 0.0)
    rows_height = height - stamp_height - KEY_GAP * text - key_height(key, text)
    found = plan(table, width, rows_height, measure, labels, setting, shared)
    if found is None:
        return None
    found, rest = _share_spare(found)
    items: list[Item] = _draw_stamp(stamp, width, stamp_height, text)
    items.append(_header(found, table, stamp_height))
    y = stamp_height + found.header
    for index, (row, row_plan) in enumerate(zip(table.rows, found.rows, strict=True)):
        source = (row, row_plan, y, replace(found, rows=()), table.may_show, table.level_count)
        known = last.rows.get(index)
        if known is None or known[0] != source:
            spoken = speak_row(row, table, labels)
            drawn = draw_row(row, row_plan, index, y, width, found, table, spoken, measure)
            known = last.rows[index] = source, drawn
        items.append(known[1])
        y += row_plan.height
    items.append(draw_key(key, y + min(KEY_GAP * text + rest, 0.9 * text), text, measure))
    return Drawing(width=width, height=height, items=tuple(items))


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


def _with_short_labels(table: ResultsTable, names: dict[str, str]) -> ResultsTable:
    if all(label == short for label, short in names.items()):
        return table
    rows = tuple(
        replace(
            row,
            marks=tuple(replace(mark, group_label=names[mark.group_label]) for mark in row.marks),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)
