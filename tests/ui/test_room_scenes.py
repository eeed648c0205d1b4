"""Every scene, on every screen the product names: nothing cut off, nothing too small to read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from app.domain.cells import CellEntry, words_key
from app.domain.drawing import Box, Drawing, Measure, Rect, Text, bounds
from app.domain.scenes import Scene, SceneState
from app.domain.snapshot import Snapshot
from app.services.snapshot import load
from app.ui import theme
from app.ui.charts.painter import measure_with
from app.ui.room_screen.board import Board, Icon, Placed
from app.ui.room_screen.compose import compose, grab_scene, units_of
from app.ui.room_screen.context import SceneContext, context_at
from app.ui.room_screen.scenes.seats import listed, short_name
from app.ui.room_screen.sight import SCORES, Sight
from tests.codes import codes_in
from tests.day_data import START, overfull_day
from tests.ui.room_samples import KINDS, moment_in, open_door, sample
from tests.workshops import NOON

SCREENS = ((1920, 1080), (1366, 768), (1024, 768), (3840, 2160))
ROOMS = (("en",), ("es",), ("en", "es"))
ACTIVITY = {
    Scene.WELCOME: "welcome", Scene.AGENDA: "equity_idea", Scene.CLOCK: "scoring",
    Scene.NORMS: "norms", Scene.ICEBREAKER: "introductions", Scene.EQUITY: "equity_idea",
    Scene.HISTORY: "history", Scene.DATA: "outcomes", Scene.HOW_TO_SCORE: "how_to_score",
    Scene.GROUPS: "find_tables", Scene.JOIN: "find_tables",
    Scene.RESULTS: "read_chart", Scene.REFLECT: "expected",
    Scene.REASONS: "efforts", Scene.NOTES: "overlap", Scene.NEXT_STEPS: "common",
    Scene.CLOSING: "takeaways", Scene.SUMMARY: "ahead", Scene.BLACKOUT: "scoring",
}  # fmt: skip

Room = Callable[..., SceneContext]


@pytest.fixture(scope="session")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Snapshot]:
    """Return a function that gives sample workshops, each made once."""
    folder: Path = tmp_path_factory.mktemp("rooms")

    @cache
    def made(kind: str, languages: tuple[str, ...], revealed: bool = True) -> Snapshot:
        return sample(folder, kind, languages, revealed=revealed)

    return made


@pytest.fixture
def room(rooms: Callable[..., Snapshot], qapp) -> Room:
    """Return a function that sets a scene of a sample workshop."""
    theme.load_fonts()

    def context(
        scene: Scene,
        kind: str = "normal",
        languages: tuple[str, ...] = ("en",),
        *,
        minutes: float = 3.0,
        revealed: bool = True,
        message: str = "",
        **arguments: object,
    ) -> SceneContext:
        snapshot, now = moment_in(rooms(kind, languages, revealed), ACTIVITY[scene], minutes)
        arguments.setdefault("dimension_id", "d06")
        state = SceneState(
            override=scene.value, arguments=arguments, message=message,
            blackout=scene is Scene.BLACKOUT, blackout_clock=True,
        )  # fmt: skip
        door = open_door(snapshot) if scene is Scene.JOIN else None
        return context_at(replace(snapshot, scene=state), now, door=door)

    return context


def faults(board: Board, context: SceneContext, measure: Measure) -> list[str]:
    """Return every text that is too small, outside the screen, or over another text."""
    found: list[str] = []
    boxes: list[tuple[Box, str]] = []
    live = Drawing(width=0, height=0, items=board.live_items(context))
    texts = list(board.texts())
    texts += [(text, 0.0, 0.0) for text in live.primitives() if isinstance(text, Text)]
    for text, x, y in texts:
        if text.size < 27.99:
            found.append(f"{text.size:.1f} units: {text.text!r}")
        box = bounds(text, measure)
        # Digits stand on the line; only letters hang below it.
        foot = box.bottom if any(c.isalpha() for c in text.text) else text.y
        box = Box(left=box.left + x, top=box.top + y, right=box.right + x, bottom=foot + y)
        if not box.inside(board.width, board.height, 0.5):
            found.append(f"outside: {text.text!r}")
        found += [f"{text.text!r} over {o!r}" for b, o in boxes if box.overlaps(b, 2.0)]
        boxes.append((box, text.text))
    for piece in board.pieces:
        if isinstance(piece, Placed):
            inside = piece.x + piece.drawing.width <= board.width + 0.5
            inside = inside and piece.y + piece.drawing.height <= board.height + 0.5
        elif isinstance(piece, Icon):
            inside = piece.x + piece.size <= board.width
        else:
            inside = bounds(piece, measure).inside(board.width, board.height, 0.5)
        if not inside:
            found.append(f"outside: {piece}")
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scene", Scene)
def test_every_page_of_every_scene_is_whole_and_legible(room: Room, scene: Scene, kind: str):
    measure = measure_with()
    bad: list[str] = []
    for languages in ROOMS:
        for shape in {units_of(*screen) for screen in SCREENS}:
            page, pages = 1, 1
            while page <= pages:
                context = room(scene, kind, languages, page=page)
                board = compose(context, *shape, measure=measure)
                where = f"{languages} {shape} page {page}"
                bad += [f"{where}: {fault}" for fault in faults(board, context, measure)]
                page, pages = page + 1, board.pages
    assert bad == []


@pytest.mark.parametrize("kind", KINDS)
def test_both_addresses_are_shown_where_browsers_may_refuse_the_certificate(room: Room, kind: str):
    measure = measure_with()
    for languages in ROOMS:
        shown = room(Scene.JOIN, kind, languages)
        context = replace(shown, door=open_door(shown.snapshot, plain=True))
        for shape in {units_of(*screen) for screen in SCREENS}:
            board = compose(context, *shape, measure=measure)
            assert faults(board, context, measure) == [], (languages, shape)
            tops = {text.text: y + text.y for text, _x, y in board.texts()}
            assert tops[context.door.encrypted] < tops[context.door.address]
    for screen in SCREENS:
        assert codes_in(grab_scene(context, QSize(*screen))) == [context.door.safest]


@pytest.mark.parametrize("scene", Scene)
@pytest.mark.parametrize("minutes", [0.0, 3.0, 240.0])
def test_time_fits_before_during_and_long_after(room: Room, scene: Scene, minutes: float):
    measure = measure_with()
    for shape in ((1920.0, 1080.0), (1920.0, 1440.0)):
        for message in ("", "Lunch is in the hall; please be back by a quarter past. " * 8):
            context = room(scene, "normal", ("en", "es"), minutes=minutes, message=message)
            board = compose(context, *shape, measure=measure)
            small = [f for f in faults(board, context, measure) if "units" not in f or not message]
            assert small == [], (shape, bool(message))


@pytest.mark.parametrize("screen", SCREENS)
def test_pictures_have_the_size_of_the_screen(room: Room, screen: tuple[int, int]):
    image = grab_scene(room(Scene.CLOCK), QSize(*screen))
    assert (image.width(), image.height()) == screen
    spots = {image.pixel(x, y) for x in range(0, screen[0], 9) for y in range(0, screen[1], 9)}
    assert len(spots) > 2


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_scene_paints_in_every_theme(room: Room, name: str):
    for scene in Scene:
        context = replace(room(scene), theme=theme.load_theme(name))
        image = grab_scene(context, QSize(960, 540))
        spots = {image.pixel(x, y) for x in range(0, 960, 5) for y in range(0, 540, 5)}
        assert len(spots) > 2, scene


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", theme.THEMES)
def test_a_phone_reads_every_code_of_the_join_scene(room: Room, name: str, screen: tuple[int, int]):
    first = replace(room(Scene.JOIN), theme=theme.load_theme(name))
    assert codes_in(grab_scene(first, QSize(*screen))) == [first.door.address]
    last = replace(room(Scene.JOIN, page=1 + len(first.door.ways)), theme=first.theme)
    assert codes_in(grab_scene(last, QSize(*screen))) == [first.door.ways[-1].page]


def test_a_code_is_read_from_the_back_row_and_beside_its_quiet_margin(room: Room):
    """From twelve meters a screen two meters wide is about 500 pixels of a phone's picture."""
    shown = grab_scene(room(Scene.JOIN), QSize(1920, 1080))
    smooth = Qt.TransformationMode.SmoothTransformation
    assert codes_in(shown.scaledToWidth(500, smooth)) == [room(Scene.JOIN).door.address]


def test_no_score_is_on_the_wall_before_the_reveal(room: Room):
    for scene in (Scene.RESULTS, Scene.REFLECT, Scene.REASONS, Scene.SUMMARY):
        context = room(scene, revealed=False)
        assert context.shown.scene is Scene.CLOCK
        forced = replace(context, shown=replace(context.shown, scene=scene))
        board = compose(forced)
        assert not any(isinstance(piece, Placed) for piece in board.pieces), scene
        assert "Uneven" not in board.words


def test_both_languages_are_equal_in_size_and_weight(room: Room):
    board = compose(room(Scene.NORMS, languages=("en", "es")))
    looks = {text.text: (text.size, text.weight) for text, _x, _y in board.texts()}
    assert looks["Candor"] == looks["Franqueza"]


def test_the_question_stands_under_the_chart_and_the_chart_stays(room: Room):
    board = compose(room(Scene.REFLECT))
    assert any(isinstance(piece, Placed) for piece in board.pieces)
    assert "Is this what you expected?" in board.words


def test_people_are_a_first_name_and_an_initial(room: Room):
    words = compose(room(Scene.GROUPS, "overfull")).words
    assert "Ana\u00a0T." in words
    assert "Testa" not in words
    assert "Featherstonehaugh" not in words


def test_a_name_from_right_to_left_does_not_turn_its_line_round(qapp: QApplication) -> None:
    words = listed(("מרים ש.", "Ana T."))
    layout = QTextLayout(words)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    first, second = (line.cursorToX(words.index(name))[0] for name in ("מ", "Ana"))
    assert first < second < line.cursorToX(words.index("T."))[0]


def test_the_dot_stays_with_an_initial_of_the_other_direction(qapp: QApplication) -> None:
    words = listed((short_name("مريم Palmer"), "Ana T."))
    layout = QTextLayout(words)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    initial, dot = (words.index(letter) for letter in "P.")
    assert line.cursorToX(initial)[0] < line.cursorToX(dot)[0]
    assert short_name("Ana Torres") == "Ana T."


def test_second_groups_activity_shows_the_second_seating(room: Room, rooms):
    snapshot, now = moment_in(rooms("normal", ("en",)), "new_tables")
    context = context_at(snapshot, now)
    assert context.shown.scene is Scene.GROUPS
    first = compose(room(Scene.GROUPS)).words
    assert compose(context).words != first


def test_only_notes_on_the_wall_are_seen(room: Room):
    assert "Not for the wall yet." not in compose(room(Scene.NOTES, "overfull")).words


def test_a_long_note_is_whole_over_its_pages(room: Room):
    said: list[str] = []
    page, pages = 1, 1
    while page <= pages:
        board = compose(room(Scene.REASONS, "overfull", page=page))
        said.append(board.words)
        page, pages = page + 1, board.pages
    # 2,000 characters hold the sentence eleven times; two groups gave two reasons each.
    assert pages > 1
    assert " ".join(said).replace("\n", " ").count("those who ask first") >= 40


def test_notes_longer_than_the_screen_go_on_overleaf(qapp: QApplication, tmp_path: Path):
    database = overfull_day(tmp_path / "overfull.eqw")
    snapshot = load(database)
    database.close()
    context = context_at(replace(snapshot, scene=SceneState(override="notes")), START)
    board = compose(context, *units_of(1024, 768))
    assert board.pages >= 20
    assert board.words


def test_pages_beyond_the_last_show_the_last(room: Room):
    board = compose(room(Scene.REASONS, "overfull", page=99))
    assert board.page == board.pages > 1


def test_clock_digits_are_at_least_240(room: Room):
    for minutes in (3.0, 60.0):
        for languages in ROOMS:
            context = room(Scene.CLOCK, "overfull", languages, minutes=minutes)
            for shape in ((1920.0, 1080.0), (1920.0, 1440.0)):
                live = compose(context, *shape).live_items(context)
                assert max(i.size for i in live if isinstance(i, Text)) >= 240


def test_overtime_says_so_in_words_and_shape(room: Room):
    context = room(Scene.CLOCK, minutes=60.0)
    live = compose(context).live_items(context)
    texts = [item.text for item in live if isinstance(item, Text)]
    assert {"+6:00", "over time"} <= set(texts)


@pytest.mark.parametrize("languages", ROOMS)
def test_the_plate_of_overtime_keeps_off_the_words(room: Room, languages: tuple[str, ...]):
    measure = measure_with()
    context = room(Scene.CLOCK, "normal", languages, minutes=60.0)
    for shape in {units_of(*screen) for screen in SCREENS}:
        board = compose(context, *shape, measure=measure)
        live = board.live_items(context)
        texts = [*(t for t, _x, _y in board.texts()), *(t for t in live if isinstance(t, Text))]
        for plate in (i for i in live if isinstance(i, Rect) and i.stroke == "overtime"):
            if plate.height < 100:  # the bar of the strip
                continue
            edge = bounds(plate, measure)
            over = [t.text for t in texts if t.size < 100 and bounds(t, measure).overlaps(edge, 0)]
            assert over == [], shape


@pytest.mark.parametrize("scene", [Scene.ICEBREAKER, Scene.WELCOME, Scene.CLOSING])
def test_a_scene_out_of_turn_says_its_own_words(room: Room, scene: Scene):
    snapshot, now = moment_in(room(scene).snapshot, "scoring")
    snapshot = replace(snapshot, scene=SceneState(override=scene.value))
    words = " ".join(compose(context_at(snapshot, now)).words.split())
    assert "score your dimensions" not in words
    own = {
        Scene.ICEBREAKER: "Picture a school day",
        Scene.WELCOME: "Welcome",
        Scene.CLOSING: "Thank you",
    }
    assert own[scene] in words


@pytest.mark.parametrize("scene", [Scene.NOTES, Scene.NEXT_STEPS, Scene.GROUPS, Scene.DATA])
def test_a_scene_with_nothing_to_show_shows_the_time(rooms: Callable[..., Snapshot], scene: Scene):
    theme.load_fonts()
    snapshot = replace(rooms("empty", ("en",)), scene=SceneState(override=scene.value))
    context = context_at(snapshot, NOON - timedelta(minutes=20))
    live = compose(context).live_items(context)
    assert max(item.size for item in live if isinstance(item, Text)) >= 240


# ------------------------------------------------------------------------- what a scene looks at


def _written(snapshot: Snapshot, again: list[CellEntry]) -> Snapshot:
    """Return the workshop after some entries became others."""
    written = snapshot.written_cells.again(frozenset(entry.id for entry in again), again)
    after = replace(snapshot, cells=written.entries, drafts=(), judged={})
    after.take_over(written)
    return after


def _scored_anew(snapshot: Snapshot) -> Snapshot:
    """Return the workshop after all that was written about dimensions was withdrawn."""
    scored = [entry for entry in snapshot.cells if entry.dimension_id]
    assert scored
    return _written(snapshot, [replace(entry, withdrawn=True) for entry in scored])


@pytest.mark.parametrize("scene", sorted(set(Scene) - SCORES))
def test_what_tables_score_changes_no_scene_but_those_named(room: Room, scene: Scene) -> None:
    before = room(scene)
    after = replace(before, snapshot=_scored_anew(before.snapshot))
    assert compose(before) == compose(after)
    assert Sight(before.snapshot, scene) == Sight(after.snapshot, scene)


def test_a_chart_is_another_one_after_other_scores(room: Room) -> None:
    before = room(Scene.RESULTS)
    after = replace(before, snapshot=_scored_anew(before.snapshot))
    assert compose(before) != compose(after)
    assert all(Sight(before.snapshot, one) != Sight(after.snapshot, one) for one in SCORES)


@pytest.mark.parametrize("scene", [Scene.NOTES, Scene.CLOSING, Scene.NEXT_STEPS])
def test_a_note_of_other_words_is_another_sight(room: Room, scene: Scene) -> None:
    before = room(scene).snapshot
    cell = str(words_key(before.notes[0].id))
    entries = [entry for entry in before.cells if entry.cell == cell]
    after = _written(before, [replace(entry, value="Other words") for entry in entries])
    assert Sight(before, scene) != Sight(after, scene)
