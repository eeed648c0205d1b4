"""Pictures of every screen, to be looked at: pages, states, languages, colors and text sizes.

Run from the project's folder, for one look or (``--all``) for every one:

    python -m tests.pictures --out pictures
    python -m tests.pictures --out pictures --language es --theme dark --scale 2.0
    python -m tests.pictures --out pictures --state overfull --page score

Each look gets a folder of PNG files and contact sheets of them. Not collected by pytest.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

from app.bootstrap.application import build_application
from app.bootstrap.program import Program
from app.bootstrap.sections import sections
from app.domain.cells import RevealResults
from app.domain.clock import FinishDay, GoTo, StartDay
from app.domain.commands import Command
from app.domain.room_open import Opening
from app.domain.scenes import Scene, ShowScene
from app.paths import resource_path
from app.steady import SimulatedClock
from app.storage.places import Places
from app.ui.groups.card import GroupCard
from tests import day_data, preparation_shots
from tests.station_data import add_stations

STATES = ("empty", "normal", "overfull")
LANGUAGES = ("en", "es")
THEMES = ("light", "dark", "contrast")
SCALES = (1.0, 2.0)
WINDOW = QSize(1366, 768)
ROOM_SIZES = {"wide": QSize(1920, 1080), "old": QSize(1024, 768)}
BEFORE, RUNNING, OVERRUN, FINISHED = "before", "running", "overrun", "finished"
DISCUSSED = "discussed"
MOMENTS = (BEFORE, RUNNING, OVERRUN, DISCUSSED, FINISHED)
STOPS = {RUNNING: "scoring", OVERRUN: "scoring", DISCUSSED: "efforts"}
"""The activity that each moment of the running day has come to."""
ROOM_MOMENTS = {
    Scene.WELCOME: BEFORE, Scene.CLOCK: RUNNING, Scene.REFLECT: DISCUSSED,
    Scene.REASONS: DISCUSSED,
}  # fmt: skip
"""When a scene of the room screen is seen as people see it; the others after the day."""


@dataclass(frozen=True)
class Shot:
    """One picture: the moment of the day, the page, and what is done on it first."""

    name: str
    moment: str
    page: str
    first: Callable[[Program, QWidget], object] | None = None
    seconds: float = 0.3


def shots() -> Iterator[Shot]:
    """Yield every picture of a look, in the order of the day."""
    yield Shot("home", BEFORE, "home")
    yield Shot("home-chosen", BEFORE, "home", _choose_workshop)
    yield Shot("home-handover", BEFORE, "home", _hand_over)
    for section in sections():
        yield Shot(f"prepare-{section.section_id}", BEFORE, f"prepare:{section.section_id}")
    yield Shot("prepare-prework-end", BEFORE, "prepare:prework", _scroll_down)
    yield Shot("prepare-checklist-day", BEFORE, "prepare:checklist", _choose_a_day)
    for name in ("questions", "columns"):
        yield Shot(f"prepare-people-{name}", BEFORE, "prepare:people",
                   lambda _p, view, n=name: _import_people(view, down=n == "columns"))  # fmt: skip
    yield Shot("prepare-groups-weights", BEFORE, "prepare:groups", _open_weights)
    yield Shot("prepare-groups-move", BEFORE, "prepare:groups", _look_at_a_move)
    for name, section, hands, seconds in preparation_shots.SHOTS:
        yield Shot(name, BEFORE, f"prepare:{section}", hands, seconds)
    for moment in (BEFORE, RUNNING):
        yield Shot(f"arrivals-{moment}", moment, "arrivals")
    yield Shot("arrivals-person", RUNNING, "arrivals", _choose_person)
    for moment in MOMENTS:
        yield Shot(f"console-{moment}", moment, "console")
    yield Shot("console-absorb", OVERRUN, "console", lambda _p, view: view.open_overrun())
    yield Shot("console-borrow", OVERRUN, "console", lambda _p, view: view.open_overrun("borrow"))
    yield Shot("console-scenes", RUNNING, "console", lambda _p, view: view.run("choose_scene"))
    yield Shot("console-message", RUNNING, "console", lambda _p, view: view.run("write_message"))
    yield Shot("console-reveal", RUNNING, "console", lambda _p, view: view.run("ask_reveal"))
    yield Shot("console-stations", RUNNING, "console", _open_room_and_look)
    yield Shot("console-door", RUNNING, "console", lambda _p, view: view.room.open_panel("door"))
    yield Shot("stations-door-closed", BEFORE, "stations:door")
    for name in ("board", "entries", "contests", "by_hand", "door"):
        yield Shot(f"stations-{name}", RUNNING, f"stations:{name}", _open_room)
    yield Shot("stations-board-end", RUNNING, "stations:board", _scroll_down)
    yield Shot("stations-check", RUNNING, "stations:check", _check_room)
    yield Shot("score-sheet", RUNNING, "score")
    yield Shot("score-sheet-end", RUNNING, "score", _scroll_down)
    yield Shot("score-grid", RUNNING, "score", lambda _p, view: view._show("paper"))
    yield Shot("score-code", RUNNING, "score", lambda _p, view: view._show("code"))
    yield Shot("score-confirm", RUNNING, "score", lambda _p, view: view._show("confirm"))
    for name in ("chart", "reasons", "contests", "agreed", "words"):
        yield Shot(
            f"results-{name}", FINISHED, "results", lambda _p, view, n=name: view.open_page(n)
        )
    for name in ("board", "steps", "needs"):
        yield Shot(f"notes-{name}", FINISHED, f"notes:{name}")
    for name in ("closing", "files", "approve", "words", "people", "hand_over", "left", "backups"):
        # Longer than a search waits for the end of a burst of changes.
        yield Shot(f"after-{name}", FINISHED, f"after:{name}", seconds=0.7)
    yield Shot("help", BEFORE, "help")
    for scene in Scene:
        yield Shot(f"room-{scene.value}", ROOM_MOMENTS.get(scene, FINISHED), f"room:{scene.value}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--page", default="", help="only pictures whose name begins so")
    parser.add_argument("--state", choices=STATES, default="normal")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--all", action="store_true", help="every state, language, theme and size")
    asked = parser.parse_args(arguments)
    looks: Sequence[tuple[str, str, str, float]] = (
        tuple(product(STATES, LANGUAGES, THEMES, SCALES))
        if asked.all
        else ((asked.state, asked.language, asked.theme, asked.scale),)
    )
    application = build_application()
    for look in looks:
        folder = asked.out / "-".join((*look[:3], f"{look[3]:.0%}".rstrip("%")))
        folder.mkdir(parents=True, exist_ok=True)
        taken = take(application, folder, *look, asked.page)
        if not asked.page or asked.page.startswith("station"):
            from tests import station_pictures

            taken += station_pictures.take(application, folder, *look, asked.page)
        contact_sheets(taken, folder)
        print(f"{folder}: {len(taken)} pictures", flush=True)
    return 0


def take(
    application: QApplication,
    folder: Path,
    state: str,
    language: str,
    theme: str,
    scale: float,
    only: str = "",
) -> list[Path]:
    """Save every picture of one look whose name begins with ``only``; return the files."""
    data_dir = Path(tempfile.mkdtemp(prefix="pictures-"))
    clock = SimulatedClock(day_data.START)
    program = Program(application, data_dir, clock)
    for field, value in (("language", language), ("theme", theme), ("text_scale", scale)):
        program.change_setting(field, value)
    program.window.show()
    wanted = [shot for shot in shots() if shot.name.startswith(only)]
    taken: dict[str, Path] = {}
    try:
        for moment in MOMENTS:
            todo = [shot for shot in wanted if shot.moment == moment]
            if todo:
                path, now = build(data_dir, state, moment)
                clock.advance(seconds=(now - clock()).total_seconds())
                for shot in todo:
                    taken[shot.name] = _take_one(program, path, shot, folder)
                program.show_home()
    finally:
        program.quit()
        program.window.deleteLater()
        pump(0.05)
        shutil.rmtree(data_dir, ignore_errors=True)
    return [taken[shot.name] for shot in wanted if shot.name in taken]


def build(data_dir: Path, state: str, moment: str) -> tuple[Path, datetime]:
    """Make the workshop of a state at a moment of its day; return it and the moment (UTC)."""
    path = Places(data_dir).workshops / f"{state}-{moment}.eqw"
    path.parent.mkdir(parents=True, exist_ok=True)
    database = {"empty": day_data.create, "overfull": day_data.overfull_day}.get(
        state, day_data.create
    )(path)
    if state == "normal":
        words = [*day_data.prepared(), *day_data.seated()]
        if moment != BEFORE:
            scored = day_data.scored()
            words += scored if moment in (DISCUSSED, FINISHED) else scored[: len(scored) * 2 // 3]
        if moment == DISCUSSED:
            words.append(RevealResults(at=day_data.START + timedelta(minutes=150)))
        if moment == FINISHED:
            words += day_data.reflected()
        day_data.carry_out(database, words)
    day_data.carry_out(database, clocked(moment))
    minutes = {BEFORE: -20, RUNNING: 111, OVERRUN: 147, DISCUSSED: 178, FINISHED: 250}[moment]
    now = day_data.START + timedelta(minutes=minutes)
    if state != "empty" and moment != BEFORE:
        add_stations(database, now, overfull=state == "overfull")
    database.close()
    return path, now


def clocked(moment: str) -> list[Command]:
    """Return the clock's commands up to a moment of the day."""
    if moment == BEFORE:
        return []
    steps = [a for block in day_data.default_framework().blocks for a in block.activities]
    now = day_data.START + timedelta(minutes=3)
    commands: list[Command] = [StartDay(activity_id=steps[0].id, at=now)]
    for before, step in pairwise(steps):
        if before.id == STOPS.get(moment):
            break
        now += timedelta(minutes=before.minutes)
        commands.append(GoTo(activity_id=step.id, at=now))
    return [*commands, FinishDay(at=day_data.END)] if moment == FINISHED else commands


def _take_one(program: Program, path: Path, shot: Shot, folder: Path) -> Path:
    target = folder / f"{shot.name}.png"
    page, _colon, detail = shot.page.partition(":")
    if page == "room":
        return _take_room(program, path, detail, target)
    window = program.window
    prepare(program, path, shot, shot.seconds)
    if window.size() != WINDOW:
        print(f"{shot.name}: the window grew to {window.width()} × {window.height()}")
    window.grab().save(str(target))
    return target


def prepare(
    program: Program, path: Path, shot: Shot, seconds: float = 0.3, *, fresh: bool = True
) -> None:
    """Show what is to be seen; ``fresh``: nothing stays open or chosen from the shot before."""
    window = program.window
    if shot.page == "home":
        program.show_home()
    else:
        _open(program, path)
        if fresh:
            window.rebuild(program.day.desk)
        window.show_page(shot.page)
    window.resize(WINDOW)
    pump(seconds)
    if shot.first is not None:
        shot.first(program, window._stack.currentWidget())
        pump(seconds)


def _open(program: Program, path: Path) -> None:
    if program.day is None or program.day.operations.path != path:
        program.open_workshop(path)


def _take_room(program: Program, path: Path, scene: str, target: Path) -> Path:
    _open(program, path)
    assert program.day is not None
    desk = program.day.desk
    if scene == Scene.JOIN:
        _open_room(program, None)
    scored = next((entry.dimension_id for entry in desk.snapshot.cells if entry.dimension_id), "")
    arguments = {"dimension_id": scored} if scene == Scene.REASONS else {}
    desk.submit(ShowScene(scene=scene, arguments=arguments))
    desk.operations.flush()
    pump(0.1)
    canvas = program.day.room.canvas()
    canvas.picture(ROOM_SIZES["old"]).save(str(target.with_name(f"{target.stem}-4x3.png")))
    canvas.picture(ROOM_SIZES["wide"]).save(str(target))
    return target


def _open_room(program: Program, _view: QWidget | None) -> None:
    """Open the room on loopback, where it is not open yet."""
    door = program.day.desk.door
    door.open(Opening(interface="127.0.0.1", port=28443))
    end = time.monotonic() + 60
    while not door.door.is_open and time.monotonic() < end:
        pump(0.05)


def _open_room_and_look(program: Program, view: QWidget) -> None:
    """Open the room, and let the console say who is not heard: the clock stands here."""
    _open_room(program, view)
    view.refresh()


def _check_room(program: Program, view: QWidget) -> None:
    """Show what a check finds that need not wait."""
    from app.room.checking import Checking

    _open_room(program, view)
    door = program.day.desk.door
    run = Checking(door._hub, door._office.identity, door.door.opening, program.now)
    view.check.show_findings(run.run(door.heard.values(), lambda _done, _count: None, 0.1))


def _hand_over(_program: Program, home: QWidget) -> None:
    home.import_file(Path("Riverbend 2026-11-20.eqh"))


def _choose_workshop(_program: Program, home: QWidget) -> None:
    rows = home._list
    rows.setCurrentIndex(rows.model().index(0, 0))


def _choose_person(_program: Program, view: QWidget) -> None:
    people = view.list
    people.setCurrentRow(min(3, people.count() - 1))


def _choose_a_day(_program: Program, view: QWidget) -> None:
    """Add an item of one's own, without a day yet, and choose another day for a default one."""
    line = view.findChild(QLineEdit, "prepare.checklist.add.line")
    line.setText("Order the tamales")
    line.returnPressed.emit()
    pump(0.3)
    view.findChild(QAbstractButton, "prepare.checklist.reading.due.change").click()


def _import_people(view: QWidget, *, down: bool) -> None:
    """Bring a list with doubtful words, and the sample's tickets."""
    messy = Path(tempfile.mkdtemp()) / "sign-up.csv"
    messy.write_text(
        "Your name,E-mail,I am,Which dimensions?,Needs\n"
        'Ana Ruiz,ana@example.org,I am a parent of two,"Budget, Empowring, Rigorous Content",\n'
        "Bo Li,bo@example.org,Curious neighbor,School Funding,Large print\n"
        "Cy Okafor,bo@example.org,Teacher,Parking,\n",
        "utf-8",
    )
    people = view.page("people")
    people.import_files([messy, resource_path("sample", "people-ticket-export.csv")])
    pump(1.0)
    if down:
        _scroll_down(None, people)


def _open_weights(_program: Program, view: QWidget) -> None:
    """Open what counts, and what the place of the first group offers."""
    groups = view.page("groups")
    groups.findChild(QAbstractButton, "groups.weights").click()
    for card in groups.findChildren(GroupCard)[:1]:
        card.offers.opener.click()
        card.offers.chip("step_free").click()


def _look_at_a_move(_program: Program, view: QWidget) -> None:
    """Look by keys at what it would do that two people of one group go to another."""
    groups = view.page("groups")
    cards = groups.findChildren(GroupCard)
    if len(cards) > 1 and cards[1].seats.count():
        cards[1].seats.setFocus()
        cards[1].seats.setCurrentRow(0)
        cards[1].seats.item(cards[1].seats.count() - 1).setSelected(True)
        for key in ("M", "1"):
            cards[1].seats.key_pressed.emit(key)


def _scroll_down(_program: Program, view: QWidget) -> None:
    for area in view.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def pump(seconds: float) -> None:
    """Let the program live for a while, and at least until layouts have followed each other."""
    end, turns = time.monotonic() + seconds, 5
    while time.monotonic() < end or turns > 0:
        turns -= 1
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)


def contact_sheets(pictures: Sequence[Path], folder: Path, across: int = 3, down: int = 4) -> None:
    """Save the pictures small, a dozen a sheet, each with its name."""
    from PIL import Image, ImageDraw

    width, height, caption = 640, 360, 20
    per_sheet = across * down
    for number in range(0, len(pictures), per_sheet):
        part = pictures[number : number + per_sheet]
        rows = -(-len(part) // across)
        sheet = Image.new("RGB", (across * width, rows * (height + caption)), "#777777")
        draw = ImageDraw.Draw(sheet)
        for place, path in enumerate(part):
            x, y = place % across * width, place // across * (height + caption)
            with Image.open(path) as picture:
                small = picture.convert("RGB")
                small.thumbnail((width - 6, height))
                sheet.paste(small, (x, y + caption))
            draw.text((x + 4, y + 4), path.stem, fill="white")
        sheet.save(folder / f"sheet-{number // per_sheet + 1}.png")


if __name__ == "__main__":
    sys.exit(main())
