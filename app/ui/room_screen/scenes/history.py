"""History and current efforts: what this room should know, nobody named."""

from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import COMFORTABLE, Look, Row, draw_rows, paginate
from app.ui.room_screen.scenes.prompt import draw_prompt
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import LEAD, Para, sizes_from

GAP = 20.0
DOTS = 56.0
HEADING, LARGEST = 56.0, 50.0
LOOSEST = 4.0
"""A few items take the room that a long list would: larger words, and air between them."""


def draw_history(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw two columns at one size of text; both turn their pages together."""
    items = [i for i in context.snapshot.history if i.shown and not i.withdrawn and i.text.strip()]

    def texts_of(kind: str) -> list[str]:
        return [item.text for item in items if item.kind == kind]

    columns = (
        (context.both(lambda _: _("Our history")), texts_of("history")),
        (context.both(lambda _: _("What we already do")), texts_of("effort")),
    )  # fmt: skip
    filled = [(title, texts) for title, texts in columns if texts]
    if not filled:
        draw_prompt(context, stage, area)
        return
    parts = area.columns([1.0] * len(filled), 80)
    bodies = [
        _draw_heading(stage, words, part)
        for (words, _texts), part in zip(filled, parts, strict=True)
    ]
    top = max(body.y for body in bodies)
    bodies = [Area(b.x, top, b.width, b.bottom - top) for b in bodies]
    size = next((s for s in sizes_from(LARGEST) if _fit(stage, filled, bodies, s)), COMFORTABLE)
    for (_words, texts), body in zip(filled, bodies, strict=True):
        rows = _rows(stage, texts, body, size)
        pages = paginate(rows, body.height, GAP)
        number = stage.turn_to(len(pages))
        shown = pages[number] if stage.page <= len(pages) else []
        look = Look(xs=(body.x + DOTS,), gap=GAP, loosest=LOOSEST, ruled=False)
        if shown:
            _draw_page(stage, body, shown, look)


def _draw_page(stage: Stage, body: Area, shown: list[Row], look: Look) -> None:
    draw_rows(stage, body, lambda _size: shown, look)


def _draw_heading(stage: Stage, words: tuple[str, ...], part: Area) -> Area:
    """Draw a column's heading; return the area under it."""
    room = Area(part.x, part.y, part.width, 1.2 * LEAD * HEADING * len(words))
    block, _fits = stage.fit(words, room, HEADING, weight="bold", gap=0.0)
    stage.put(block, part.x, part.y)
    stage.rule(part.x, part.y + block.height + 14, part.width)
    return part.below(block.height + 36)


def _fit(stage: Stage, filled: list, bodies: list[Area], size: float) -> bool:
    for (_words, texts), body in zip(filled, bodies, strict=True):
        rows = _rows(stage, texts, body, size)
        if sum(row.height for row in rows) + GAP * (len(rows) - 1) > body.height:
            return False
    return True


def _rows(stage: Stage, texts: list[str], body: Area, size: float) -> list[Row]:
    return [
        Row(
            cells=(stage.set((Para(text=text, size=size),), body.width - DOTS),),
            lead=_dot(body.x, size),
        )
        for text in texts
    ]


def _dot(x: float, size: float):
    def draw(stage: Stage, y: float) -> None:
        stage.word("–", x, y + 0.62 * size, size, role="accent", weight="bold")

    return draw
