"""The notes wall with more notes than fit: every one is shown, and none is set in vain."""

from dataclasses import replace

from app.domain.notes import WALL, AddNote
from app.domain.scenes import Scene
from app.ui.room_screen.compose import compose
from app.ui.room_screen.context import Shown, context_at
from app.ui.room_screen.stage import Stage

MANY = 80


def test_every_note_of_a_full_wall_is_set_once_for_its_page(desk, carry_out, monkeypatch) -> None:
    notes = [AddNote(note_id=f"n{n}", text=f"Note number {n}.", place=WALL) for n in range(MANY)]
    carry_out(desk, *notes)
    calls = []
    once = Stage.set
    monkeypatch.setattr(Stage, "set", lambda stage, *given: calls.append(1) or once(stage, *given))
    shown: set[int] = set()
    pages = 1
    page = 0
    while page < pages:
        page += 1
        wall = Shown(Scene.NOTES, {"page": page})
        context = context_at(desk.snapshot, desk.now())
        calls.clear()
        board = compose(replace(context, shown=wall))
        pages = board.pages
        shown |= {n for n in range(MANY) if f"Note number {n}." in board.words}
        assert len(calls) < 2 * MANY
    assert pages > 1
    assert shown == set(range(MANY))
