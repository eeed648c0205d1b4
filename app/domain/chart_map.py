"""The two-axis map: foundations across, access up, every group's pair of scores in its field.

A field is named by the dimension's number and the group's label, such as "4C". Only settled pairs
stand on the map; the dimensions that have none are named under it.
"""

from dataclasses import dataclass

from app.domain.chart_labels import ChartLabels
from app.domain.chart_layout import pack
from app.domain.chart_marks import look_of, short_labels, token, token_size
from app.domain.chart_spoken import describe
from app.domain.chart_text import CAP, LINE, block, largest, wrap_all
from app.domain.drawing import Drawing, Group, Item, Measure, Rect, Text
from app.domain.framework import Lens
from app.domain.results import ResultsTable, Standing

Pairs = dict[tuple[int, int], list[str]]
"""(foundations level, access level) to the names of the pairs in that field."""


@dataclass(frozen=True, kw_only=True)
class _Map:
    """Measures of the map: its left and top edge and the size of a field."""

    text: float
    left: float
    top: float
    wide: float
    tall: float


def two_axis_map(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    *,
    labels: ChartLabels,
    scale: float = 1.0,
    min_text: float = 28.0,
) -> Drawing:
    """Return the map, ``width`` by ``height``; text is at least ``min_text * scale``.

    Only where the map does not fit otherwise does text become smaller than that.
    """
    table = table.as_shown()
    found = largest(
        lambda text: _try(table, width, height, measure, labels, text),
        min_text * scale,
        (1.25, 1.12, 1.0),
    )
    return Drawing(
        width=width,
        height=height,
        items=tuple(found or ()),
        title=labels.title,
        description=describe(table, labels),
    )


def settled_pairs(table: ResultsTable) -> Pairs:
    """Return who stands in which field; nothing when the table may not be shown yet."""
    pairs: Pairs = {}
    short = short_labels(table.group_labels)
    for row in table.rows if table.may_show else ():
        access = {mark.group_id: mark.settled_level for mark in row.lens_marks(Lens.ACCESS)}
        for mark in row.lens_marks(Lens.FOUNDATIONS):
            across, up = mark.settled_level, access.get(mark.group_id)
            if across is not None and up is not None:
                name = f"{row.number}{'·' * short[mark.group_label].isdigit()}"
                pairs.setdefault((across, up), []).append(name + short[mark.group_label])
    return pairs


def _try(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    labels: ChartLabels,
    text: float,
) -> list[Item] | None:
    """Return the map at this size of text, or None when it does not fit."""
    pairs = settled_pairs(table)
    title = wrap_all(labels.title, 1.25 * text, "bold", width, measure)
    stamp = "" if table.revealed else table.before_reveal_mark
    stamped = wrap_all(stamp, text, "bold", width, measure)
    top = len(title) * LINE * 1.25 * text + (len(stamped) * LINE + 1.6) * text
    side = 0.36 * width
    names = _names(table, side, text, measure)
    missing = _missing(table, pairs, labels)
    off_map = wrap_all(missing, text, "regular", side, measure)
    listed = (sum(len(lines) for lines in names) + len(off_map) + 1) * LINE * text
    plan = _Map(
        text=text,
        left=1.6 * text,
        top=top,
        wide=(width - side - 3.0 * text) / table.level_count,
        tall=(height - top - 3.2 * text) / table.level_count,
    )
    if listed > height - top or plan.tall < 1.5 * text or plan.wide < 2.0 * text:
        return None
    items: list[Item] = list(
        block(title, 0, 0.72 * text * max(len(title), 1), 1.25 * text, weight="bold")
    )
    items += block(stamped, 0, top - 1.6 * text - len(stamped) * 0.58 * text, text, weight="bold")
    for across in range(1, table.level_count + 1):
        for up in range(1, table.level_count + 1):
            field = _field(across, up, pairs.get((across, up), []), table, plan, measure)
            if field is None:
                return None
            items.append(field)
    items += _axes(table, plan)
    y = top + LINE * text / 2
    for lines in names:
        items += block(
            lines, width - side, y + (len(lines) - 1) * LINE * text / 2, text, role="ink"
        )
        y += len(lines) * LINE * text
    middle = y + (0.5 + len(off_map) / 2) * LINE * text
    return [*items, *block(off_map, width - side, middle, text, role="quiet_ink")]


def _names(
    table: ResultsTable, side: float, text: float, measure: Measure
) -> list[tuple[str, ...]]:
    return [
        wrap_all(f"{row.number} {row.name}", text, "regular", side, measure) for row in table.rows
    ]


def _missing(table: ResultsTable, pairs: Pairs, labels: ChartLabels) -> str:
    """Return the line about dimensions without a settled pair, or nothing."""
    ids = {row.number for row in table.rows if row.gap() is None or not pairs}
    if not ids:
        return ""
    return labels.not_on_map.format(numbers=", ".join(str(number) for number in sorted(ids)))


def _field(
    across: int, up: int, names: list[str], table: ResultsTable, plan: _Map, measure: Measure
) -> Group | None:
    """Return one field with its pairs, or None when they do not fit into it."""
    text = plan.text
    x = plan.left + (across - 1) * plan.wide
    y = plan.top + (table.level_count - up) * plan.tall
    gap = 0.06 * text
    box = Rect(
        x=x + gap,
        y=y + gap,
        width=plan.wide - 2 * gap,
        height=plan.tall - 2 * gap,
        # Fields on the diagonal, where both scores are alike, are a shade darker.
        fill="sunken" if across != up else "accent_soft",
        radius=0.2 * text,
    )
    widths = [measure(name, text, "bold") for name in names]
    space = 0.6 * text
    lines = pack(widths, plan.wide - text, space)
    if len(lines) * 1.2 * text > plan.tall - 0.3 * text:
        return None
    items: list[Item] = [box]
    for index, line in enumerate(lines):
        total = sum(widths[at] for at in line) + space * (len(line) - 1)
        if total > plan.wide - 2 * gap:
            return None
        left = x + (plan.wide - total) / 2
        middle = y + plan.tall / 2 + (index - (len(lines) - 1) / 2) * 1.2 * text
        for at in line:
            base = middle + CAP * text / 2
            items.append(Text(x=left, y=base, text=names[at], size=text, weight="bold"))
            left += widths[at] + space
    return Group(id=f"field-{across}-{up}", items=tuple(items), kind="field")


def _axes(table: ResultsTable, plan: _Map) -> list[Item]:
    """Return level numbers along both axes, and each lens's sign and name at its axis."""
    text, items = plan.text, list[Item]()
    size = token_size(text, 1.0, text)
    bottom = plan.top + table.level_count * plan.tall
    for level in range(1, table.level_count + 1):
        middle = plan.top + (table.level_count - level + 0.5) * plan.tall
        number = str(level)
        items += block((number,), 0.9 * text, middle, text, anchor="middle", weight="bold")
        x = plan.left + (level - 0.5) * plan.wide
        items += block((number,), x, bottom + 0.8 * text, text, anchor="middle", weight="bold")
    places = ((Lens.ACCESS, plan.top - 0.85 * text), (Lens.FOUNDATIONS, bottom + 2.2 * text))
    for lens, y in places:
        items += token(lens, plan.left + 0.5 * text, y, size, look_of(lens, Standing.SCORED))
        items += block((table.lens_names.get(lens, ""),), plan.left + 1.3 * text, y, text)
    return items
