"""Groups and seats: which table, which dimensions, who."""

from collections.abc import Sequence
from unicodedata import bidirectional

from app.domain.people import Arrival
from app.domain.scenes import Scene
from app.domain.seating import SCORING, Group, SeatingPlan
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.scenes.prompt import draw_prompt
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import SMALLEST, Para, SetText, sizes_from

PAD = 26.0
GAP = 22.0
BADGE = 62.0
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Unseen letters around words whose direction is their own."""
LEFT_TO_RIGHT = "\u200e"
"""An unseen letter after a dot, which takes the direction of the letters around it."""
WIDEST_BADGE = 0.45
"""Share of a card's width that a plate may take; a longer label is a line of its own."""


def plan_now(context: SceneContext) -> SeatingPlan | None:
    """Return the seating that holds now: the one asked for, else the agenda's.

    The first activity that shows the groups is for the first seating, the second for the second;
    one without tables yet shows the activity's words rather than another one's seats.
    """
    snapshot = context.snapshot
    wished = context.argument("seating_id")
    if wished:
        return next((plan for plan in snapshot.seatings if plan.seating.id == wished), None)
    if not any(plan.groups for plan in snapshot.seatings):
        return snapshot.seating(SCORING)
    done = context.rundown.lines[: context.rundown.current + 1]
    shown = sum(
        1
        for line in done
        if (activity := snapshot.agenda.activity(line.activity_id)) is not None
        and activity.scene == Scene.GROUPS.value
    )
    return snapshot.seatings[min(max(shown - 1, 0), len(snapshot.seatings) - 1)]


def room_names(context: SceneContext, plan: SeatingPlan) -> dict[str, tuple[str, ...]]:
    """Return for each group the names that the room sees: first name and initial.

    Who is absent is left out. Two people of one table whose short names are alike keep them: a
    room screen is no place for more of a name than its owner would say aloud.
    """
    found: dict[str, tuple[str, ...]] = {}
    for group in plan.groups:
        people = (context.snapshot.person(i) for i in plan.members(group.id))
        here = [p for p in people if p and p.participant.arrival is not Arrival.ABSENT]
        found[group.id] = tuple(short for p in here if (short := short_name(p.name)))
    return found


def short_name(name: str) -> str:
    """Return ``Ana T.`` for "Ana María Torres"; a name of one word stays as it is.

    In a name of two directions the dot stays with its initial: "P." beside Arabic letters.
    """
    words = name.split()
    if len(words) < 2:
        return name.strip()
    initial = words[-1][0].upper()
    mark = LEFT_TO_RIGHT if bidirectional(initial) == "L" else ""
    turned = any(bidirectional(letter) in ("R", "AL") for letter in words[0])
    return f"{words[0]} {initial}.{mark if turned else ''}"


def draw_groups(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw a card a group."""
    plan = plan_now(context)
    if plan is None or not plan.groups:
        draw_prompt(context, stage, area)
        return
    titles = context.say(plan.seating.title) or context.both(lambda _: _("Find your group"))
    area = stage.title(titles, area)
    names = room_names(context, plan)
    wished = _column_count(stage, len(plan.groups))
    for columns, size in _settings(wished, len(plan.groups)):
        rows = _rows(context, stage, area, plan.groups, names, columns, size)
        if sum(row[0] for row in rows) + GAP * (len(rows) - 1) <= area.height:
            stage.turn_to(1)
            _draw_page(stage, area, rows, columns)
            return
    rows = _rows(context, stage, area, plan.groups, names, wished, 32.0)
    pages = _paginate(rows, area.height)
    _draw_page(stage, area, pages[stage.turn_to(len(pages))], wished)


def _settings(wished: int, groups: int) -> list[tuple[int, float]]:
    """Return columns and sizes to try, best first: wide cards before large words."""
    more = min(wished + 1, max(groups, 1))
    return [
        *((wished, size) for size in sizes_from(40.0, 31.0)),
        *((more, size) for size in sizes_from(36.0, 31.0)),
        *((wished, size) for size in sizes_from(30.0)),
        *((more, size) for size in sizes_from(30.0)),
    ]


def _column_count(stage: Stage, groups: int) -> int:
    """Return the number of columns that suits so many groups."""
    return min(max(groups, 1), 2 if groups <= 4 or not stage.wide else 3)


Card = tuple[str, SetText, SetText]
"""The label on the plate ("" where it is too long for one), what stands beside it, the names."""


def _rows(
    context: SceneContext,
    stage: Stage,
    area: Area,
    groups: Sequence[Group],
    names: dict[str, tuple[str, ...]],
    columns: int,
    size: float,
) -> list[tuple[float, list[Card]]]:
    """Return rows of cards with each row's height."""
    width = area.columns([1.0] * columns, GAP)[0].width - 2 * PAD
    cards = [_card(context, stage, group, names[group.id], width, size) for group in groups]
    rows = [cards[i : i + columns] for i in range(0, len(cards), columns)]
    return [(max(_height(card) for card in row), row) for row in rows]


def _card(
    context: SceneContext,
    stage: Stage,
    group: Group,
    names: Sequence[str],
    width: float,
    size: float,
) -> Card:
    badge = stage.badge_width(group.label, BADGE) + 22
    lines: list[Para] = []
    label = group.label
    if badge > WIDEST_BADGE * width:
        lines.append(Para(text=label, size=1.15 * size, weight="bold", role="accent"))
        label, badge = "", 0.0
    if group.place:
        lines.append(Para(text=group.place, size=size, role="quiet_ink"))
    known = {d.id: d for d in context.snapshot.framework.dimensions}
    topics = [" / ".join(context.say(known[i].short_name)) for i in group.dimensions if i in known]
    # Where a dimension needs two lines, air tells it from the next one.
    broken = any(stage.measure(t, size, "bold") > width - badge for t in topics)
    lines += [
        Para(text=text, size=size, weight="bold", before=0.3 * size if broken and index else 0.0)
        for index, text in enumerate(topics)
    ]
    head = stage.set(lines, width - badge)
    people = stage.set(
        (Para(text=listed(names), size=max(SMALLEST, size * 0.94)),) if names else (), width
    )
    return label, head, people


def listed(names: Sequence[str]) -> str:
    """Return names in one line; a name never breaks between first name and initial.

    A name keeps its own direction: one of Arabic letters that begins a line does not turn the
    whole line round.
    """
    return ", ".join(f"{ISOLATE}{name.replace(' ', chr(0xA0))}{END_ISOLATE}" for name in names)


def _height(card: Card) -> float:
    label, head, people = card
    below = people.height + 14 if people.lines else 0.0
    return max(head.height, BADGE if label else 0.0) + below + 2 * PAD - 8


def _paginate(
    rows: list[tuple[float, list[Card]]], height: float
) -> list[list[tuple[float, list[Card]]]]:
    pages: list[list[tuple[float, list[Card]]]] = [[]]
    used = 0.0
    for row in rows:
        if pages[-1] and used + GAP + row[0] > height:
            pages.append([])
            used = 0.0
        used += row[0] + (GAP if pages[-1] else 0.0)
        pages[-1].append(row)
    return pages


def _draw_page(
    stage: Stage, area: Area, rows: list[tuple[float, list[Card]]], columns: int
) -> None:
    spare = area.height - sum(row[0] for row in rows) - GAP * (len(rows) - 1)
    extra = min(max(0.0, spare) / max(1, len(rows)), 46.0)
    y = area.y
    for height, row in rows:
        for part, (label, head, people) in zip(
            area.columns([1.0] * columns, GAP), row, strict=False
        ):
            card = Area(part.x, y, part.width, height + extra)
            stage.panel(card, "raised", "line")
            top = y + PAD + extra / 4
            left, first, tall = part.x + PAD, 0.0, head.height
            if label:
                left = stage.badge(label, left, top + BADGE / 2, BADGE) + 22
                first, tall = max(0.0, (BADGE - tall) / 2), max(tall, BADGE)
            stage.put(head, left, top + first)
            if people.lines:
                stage.put(people, part.x + PAD, top + tall + 14)
        y += height + extra + GAP
