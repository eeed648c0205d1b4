"""Joining with a device: the address as a QR code and in letters, and each group's code.

The first page has all groups; one page for each follows, with a QR code that brings the code along.
"""

from collections.abc import Sequence

from app.domain.qr_drawing import qr_items
from app.domain.room_open import Door, WayIn, spoken_code
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.scenes.prompt import words_strip
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import SMALLEST, Para, sizes_from
from app.ui.theme import Theme

ADDRESS, ADDRESS_ROOM = 52.0, 92.0
SECOND, SECOND_ROOM = 38.0, 60.0
REFUSED, REFUSED_ROOM = 34.0, 96.0
"""The address for browsers that refuse the first one, and the words above it, at most."""

MOST_IN_COLUMN = 6
SHORT = 3
"""Letters of a label that still make a badge."""

NAME_SHARE = 0.4
"""Of a row's height, for a name that is longer."""


def draw_join(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the way in, or that it comes in a moment."""
    door = context.door
    area = stage.title(context.each(lambda _: _("Join with your device")), area)
    if not door.is_open or not door.qr:
        _draw_soon(context, stage, area)
        return
    if door.safest.startswith("https:"):
        warning = context.both(
            lambda _: _(
                "Your browser warns once: this laptop’s certificate is its own. Choose "
                "“Advanced”, then go on."
            )
        )
        area = words_strip(stage, area, warning, 0.2 * area.height, 32.0)
    page = stage.turn_to(1 + len(door.ways))
    left, right = area.columns((0.42, 0.58), 72.0)
    if page == 0:
        _draw_code(context, stage, left, door.qr, door)
        _draw_groups(context, stage, right, door)
    else:
        way = door.ways[page - 1]
        _draw_code(context, stage, left, way.qr, door)
        _draw_one(context, stage, right, way)


def _draw_soon(context: SceneContext, stage: Stage, area: Area) -> None:
    words = context.both(
        lambda _: _("Each group writes on a device of its own. The address comes here in a moment.")
    )
    block, _fits = stage.fit(words, Area(area.x, area.y, min(area.width, 1500), area.height), 60.0)
    stage.put(block, area.x, area.y + 0.25 * (area.height - block.height))


def _draw_code(
    context: SceneContext, stage: Stage, area: Area, modules: Sequence[str], door: Door
) -> None:
    """Draw a QR code on its plate, and under it the address in letters, or both addresses."""
    words = context.both(lambda _: _("If the browser refuses:")) if door.encrypted else ()
    room = Area(area.x, area.y, area.width, REFUSED_ROOM)
    refused, _fits = stage.fit(words, room, REFUSED, role="quiet_ink", gap=0.0)
    below = ADDRESS_ROOM + (refused.height + SECOND_ROOM if words else 0.0)
    side = min(area.width, area.height - below)
    light, dark = _light_and_dark(context.theme)
    x = area.x + (area.width - side) / 2
    stage.add(*qr_items(modules, x, area.y, side, light=light, dark=dark))
    y = area.y + side
    _draw_address(stage, area, door.safest, y + ADDRESS_ROOM / 2, ADDRESS)
    if words:
        y = stage.put(refused, area.x + area.width / 2, y + ADDRESS_ROOM, "middle")
        _draw_address(stage, area, door.address, y + SECOND_ROOM / 2, SECOND)


def _draw_address(stage: Stage, area: Area, address: str, middle: float, most: float) -> None:
    for size in sizes_from(most, SMALLEST):
        if stage.measure(address, size, "bold") <= area.width:
            break
    stage.word(address, area.x + area.width / 2, middle, size, weight="bold", anchor="middle")


def _light_and_dark(theme: Theme) -> tuple[str, str]:
    """Return the roles of a code's ground and modules: many readers know dark on light only."""
    roles = ("surface", "ink")
    by_light = sorted(roles, key=lambda role: theme.color(role).lightness(), reverse=True)
    return by_light[0], by_light[1]


def _draw_groups(context: SceneContext, stage: Stage, area: Area, door: Door) -> None:
    """Draw what to do, and every group with its code."""
    steps = context.both(lambda _: _("Scan, or type the address. Then type your group’s code."))
    block, _fits = stage.fit(steps, Area(area.x, area.y, area.width, 0.3 * area.height), 42.0)
    area = area.below(stage.put(block, area.x, area.y) - area.y + 30)
    count = len(door.ways)
    across = 1 if count <= MOST_IN_COLUMN else 2
    down = -(-count // across)
    height = min(118.0, area.height / max(1, down))
    for number, column in enumerate(area.columns([1.0] * across, 48.0)):
        for row, way in enumerate(door.ways[number * down : (number + 1) * down]):
            _draw_row(stage, Area(column.x, column.y + row * height, column.width, height), way)


def _draw_row(stage: Stage, area: Area, way: WayIn) -> None:
    """Draw one group: its badge and code, or a longer name in a line above the code."""
    code = spoken_code(way.code)
    if len(way.label) <= SHORT:
        size = max(SMALLEST, min(68.0, 0.56 * area.height))
        plate = min(66.0, 0.7 * area.height)
        code_x = stage.badge(way.label, area.x, area.middle, plate) + 26
        stage.word(code, code_x, area.middle, size, weight="bold")
        return
    above = NAME_SHARE * area.height
    block, _fits = stage.fit((way.label,), Area(area.x, area.y, area.width, above), 34.0)
    lines = block.split(max(above, 1.3 * SMALLEST))
    stage.put(lines[0], area.x, area.y + max(0.0, above - lines[0].height))
    size = max(SMALLEST, min(68.0, 0.46 * area.height))
    stage.word(code, area.x, area.y + above + 0.27 * area.height, size, weight="bold")


def _draw_one(context: SceneContext, stage: Stage, area: Area, way: WayIn) -> None:
    """Draw one group's code as large as there is room."""
    label = way.label
    names = context.both(lambda _: _("Group {label}").format(label=label))
    if len(label) > SHORT:
        names = (label,)
    name, _fits = stage.fit(names, Area(area.x, area.y, area.width, 0.3 * area.height), 84.0,
                            weight="bold", gap=0.15)  # fmt: skip
    area = area.below(stage.put(name, area.x, area.y) - area.y + 30)
    steps = context.both(lambda _: _("Scan, or type the address and this code:"))
    block, _fits = stage.fit(steps, Area(area.x, area.y, area.width, 0.35 * area.height), 44.0)
    area = area.below(stage.put(block, area.x, area.y) - area.y + 40)
    code = spoken_code(way.code)
    for size in sizes_from(190.0, 60.0):
        if stage.measure(code, size, "bold") <= area.width:
            break
    lines = stage.set((Para(text=code, size=size, weight="bold", role="accent"),), 1e9)
    stage.put(lines, area.x, area.y)
