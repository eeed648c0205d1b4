"""The notes wall: what the facilitator let onto it, in cards, by theme or prompt."""

from dataclasses import dataclass

from app.domain.notes import WALL, Note
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.scenes.prompt import draw_prompt
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import LEAD, SMALLEST, Para, SetText, sizes_from

PAD = 26.0
GAP = 22.0
COMFORTABLE = 32.0


@dataclass(frozen=True, kw_only=True)
class _Card:
    """One note, or a part of a long one."""

    block: SetText

    @property
    def height(self) -> float:
        return self.block.height + 2 * PAD


def draw_notes(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the wall under what it answers; an empty wall leaves the prompt alone."""
    notes = wall_notes(context)
    if not notes:
        draw_prompt(context, stage, area)
        return
    area = stage.title(_heading(context), area, 50)
    draw_cards(context, stage, area, notes)


def wall_notes(context: SceneContext) -> list[Note]:
    """Return the notes to show: those asked for, else those to the activity, else all."""
    on_wall = [
        note
        for note in context.snapshot.notes
        if note.place == WALL and context.snapshot.words(note.id).strip()
    ]
    theme, prompt = context.argument("theme_id"), context.argument("prompt_id")
    if theme:
        return [note for note in on_wall if theme in note.themes]
    if prompt:
        return [note for note in on_wall if note.prompt_id == prompt]
    activity = context.activity
    if activity is not None and activity.prompt_id:
        own = [note for note in on_wall if note.prompt_id == activity.prompt_id]
        if own:
            return own
    order = {t.id: index for index, t in enumerate(context.snapshot.themes)}
    return sorted(on_wall, key=lambda n: min((order.get(t, 99) for t in n.themes), default=100))


def _heading(context: SceneContext) -> tuple[str, ...]:
    theme, prompt = context.argument("theme_id"), context.argument("prompt_id")
    found = next((t for t in context.snapshot.themes if t.id == theme and not t.withdrawn), None)
    if found is not None:
        return (found.name,)
    try:
        words = context.say(context.snapshot.framework.prompt(prompt).text) if prompt else ()
    except KeyError:
        words = ()
    activity = context.activity
    if not words and activity is not None and activity.prompt_id:
        words = context.say(activity.prompt)
    return words or context.both(lambda _: _("What we heard"))


def draw_cards(context: SceneContext, stage: Stage, area: Area, notes: list[Note]) -> None:
    """Draw cards in columns, each one under the shortest; in pages where they do not fit."""
    wished: tuple[int, ...] = (2, 3, 4) if stage.wide else (2, 3)
    if len(notes) == 1:
        wished = (1,)
    for size in sizes_from(50.0, 30.0):
        for count in wished:
            width = area.columns([1.0] * count, GAP)[0].width
            cards = _cards_for_one_page(context, stage, notes, area, count, size, width)
            placed = _place(cards, count, area.height)
            if cards and len(placed) == 1:
                stage.turn_to(1)
                _draw_page(stage, area, placed[0], count)
                return
    count = wished[min(1, len(wished) - 1)]
    width = area.columns([1.0] * count, GAP)[0].width
    cards = [_card(context, stage, note, width, COMFORTABLE) for note in notes]
    pages = _place(_split(cards, area.height), count, area.height)
    _draw_page(stage, area, pages[stage.turn_to(len(pages))], count)


def _cards_for_one_page(
    context: SceneContext,
    stage: Stage,
    notes: list[Note],
    area: Area,
    count: int,
    size: float,
    width: float,
) -> list[_Card]:
    """Return the cards in this size, or none as soon as it is certain that one page is too small.

    A wall of eighty notes has some thirty sizes and columns to try: setting every card in each
    would keep the room waiting.
    """
    room = count * (area.height + GAP)
    if len(notes) * (LEAD * size + 2 * PAD + GAP) > room:
        return []
    cards: list[_Card] = []
    for note in notes:
        card = _card(context, stage, note, width, size)
        room -= card.height + GAP
        if room < -0.01 or card.height > area.height:
            return []
        cards.append(card)
    return cards


def _card(context: SceneContext, stage: Stage, note: Note, width: float, size: float) -> _Card:
    names = {t.id: t.name for t in context.snapshot.themes if not t.withdrawn}
    themes = " · ".join(names[t] for t in note.themes if t in names)
    lines = [Para(text=context.snapshot.words(note.id), size=size)]
    if themes and not context.argument("theme_id"):
        lines.append(
            Para(
                text=themes, size=max(SMALLEST, 0.8 * size), weight="bold", role="accent", before=8
            )
        )
    return _Card(block=stage.set(lines, width - 2 * PAD))


def _split(cards: list[_Card], height: float) -> list[_Card]:
    """Return cards no taller than ``height``: a long note goes on in the next card."""
    found: list[_Card] = []
    for card in cards:
        block = card.block
        while block.height + 2 * PAD > height:
            head, block = block.split(height - 2 * PAD)
            found.append(_Card(block=head))
        found.append(_Card(block=block))
    return found


Column = list[_Card]


def _place(cards: list[_Card], count: int, height: float) -> list[list[Column]]:
    """Return pages of columns: each card goes under the shortest column that has room."""
    pages: list[list[Column]] = [[[] for _ in range(count)]]
    used = [0.0] * count
    for card in cards:
        shortest = used.index(min(used))
        need = card.height + (GAP if used[shortest] else 0.0)
        if used[shortest] + need > height and used[shortest]:
            pages.append([[] for _ in range(count)])
            used, shortest, need = [0.0] * count, 0, card.height
        pages[-1][shortest].append(card)
        used[shortest] += need
    return pages


def _draw_page(stage: Stage, area: Area, columns: list[Column], count: int) -> None:
    for part, column in zip(area.columns([1.0] * count, GAP), columns, strict=False):
        y = part.y
        for card in column:
            stage.panel(Area(part.x, y, part.width, card.height), "raised", "line")
            stage.put(card.block, part.x + PAD, y + PAD)
            y += card.height + GAP
