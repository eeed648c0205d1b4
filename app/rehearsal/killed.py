"""The first half of the rehearsed day, in a process of its own that is killed in mid-word."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app.paths import bundle_root

if TYPE_CHECKING:
    from app.domain.seating import Group
    from app.rehearsal.hands import Hands
    from app.rehearsal.plan import Plan

MORNING_VARIABLE = "EQUITY_WORKSHOP_REHEARSED_MORNING"
"""Set for the process that is killed: the folder that it works in."""

DEAD_SECONDS = 90.0
"""How long nobody starts the program again."""

LOOK_SECONDS = 0.02
LEAST_LETTERS = 25
"""So many letters must have been saved before the kill."""


@dataclass(frozen=True)
class Handover:
    """What the killed half leaves to the other, beside the workshop file.

    Attributes:
        saved: what the program had called saved of the words that were being typed.
        passed, set_by: the laptop's seconds, and by how many its clock was set.
        scenes: what was photographed.
        consoles: how many pictures of the console there are.
        hidden_before_reveal: whether the room was shown no score so far.
        checks: the sheet's lines so far, as (name, go, seen).

    """

    saved: str
    passed: float
    set_by: float
    scenes: tuple[str, ...]
    consoles: int
    hidden_before_reveal: bool
    checks: tuple[tuple[str, bool, str], ...]


class FellOverError(RuntimeError):
    """The first half ended by itself."""

    def __init__(self, code: int) -> None:
        """Keep the exit code."""
        super().__init__(f"the rehearsed morning ended by itself with {code}")
        self.code = code


def live_through(
    folder: Path,
    out: Path,
    *,
    people_file: Path | None,
    groups: int,
    seed: int,
    on_begun: Callable[[], None],
    on_room: Callable[[list[dict[str, Any]]], None],
) -> Handover:
    """Let the first half run in a process of its own, and kill it while somebody types.

    ``on_begun`` is called when nothing can keep it from beginning any more.
    ``on_room`` is called while its room is open, with the way in for each group with a station.

    Raises:
        FellOverError: where it ended before.

    """
    program = [] if getattr(sys, "frozen", False) else ["-m", "app"]
    command = [sys.executable, *program, "rehearse", "--out", str(out.resolve())]
    command += ["--groups", str(groups), "--seed", str(seed)]
    command += ["--people", str(people_file.resolve())] if people_file else []
    environment = {**os.environ, MORNING_VARIABLE: str(folder)}
    with subprocess.Popen(
        command, cwd=bundle_root(), env=environment, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
    ) as morning:  # fmt: skip
        assert morning.stdin is not None
        assert morning.stdout is not None
        state: dict[str, Any] = {}
        saved = ""
        try:
            for line in morning.stdout:
                said = json.loads(line)
                state, saved = said.get("state", state), said.get("saved", saved)
                if "begun" in said:
                    on_begun()
                if "room" in said:
                    on_room(said["room"])
                    morning.stdin.write("\n")
                    morning.stdin.flush()
                if len(saved) >= LEAST_LETTERS:
                    break
            else:
                raise FellOverError(morning.wait())
        finally:
            morning.kill()
        for line in morning.stdout.read().splitlines():
            saved = json.loads(line).get("saved", saved)
    return Handover(**{**state, "saved": saved})


def type_until_killed(hands: "Hands", plan: "Plan", hidden_before_reveal: bool) -> NoReturn:
    """Tell where the day stands, then type letter by letter, telling of every save."""
    from app.domain.framework import Lens
    from app.rehearsal import scoring

    own = laptops_own(hands.desk.snapshot.groups)
    answer = scoring.first_scored(plan.of_group(own.id))
    hands.open_sheet(answer.group_id, answer.dimension_id)
    scoring.choose(hands, "sheet.foundations.picker", answer.levels[Lens.FOUNDATIONS])
    tell(state=_state(hands, hidden_before_reveal), room=ways_in(hands, plan))
    _wait_for_tables(hands)
    words = answer.reasons[Lens.FOUNDATIONS]
    scoring.letter_by_letter(hands, scoring.REASON, words, lambda saved: tell(saved=saved))


def laptops_own(groups: "Sequence[Group]") -> "Group":
    """Return the group that scores on the facilitator's laptop; the others have stations."""
    return groups[1]


def ways_in(hands: "Hands", plan: "Plan") -> list[dict[str, Any]]:
    """Return the open room's way in for each group with a station, and what it will answer."""
    own = laptops_own(hands.desk.snapshot.groups)
    return [
        {
            "group": way.group_id,
            "label": way.label,
            "link": way.link,
            "at": hands.program.now().isoformat(timespec="seconds"),
            "answers": [asdict(answer) for answer in plan.of_group(way.group_id)],
        }
        for way in hands.day.door.door.ways
        if way.group_id != own.id
    ]


def _wait_for_tables(hands: "Hands") -> None:
    """Be the open room until standard input says that all tables are in it."""
    from PySide6.QtWidgets import QApplication

    ready = threading.Event()

    def listen() -> None:
        if not os.read(0, 1):
            os._exit(1)  # whoever conducted this was ended from outside
        ready.set()

    threading.Thread(target=listen, name="tables", daemon=True).start()
    while not ready.wait(LOOK_SECONDS):
        hands.desk.tick()
        QApplication.processEvents()


def _state(hands: "Hands", hidden_before_reveal: bool) -> dict[str, Any]:
    found = Handover(
        saved="",
        passed=hands.laptop.passed,
        set_by=hands.laptop.set_by,
        scenes=tuple(scene.value for scene in hands.scenes),
        consoles=hands.consoles,
        hidden_before_reveal=hidden_before_reveal,
        checks=tuple((c.name, c.go, c.seen) for c in hands.checks),
    )
    return asdict(found)


def tell(**said: Any) -> None:
    """Tell one line to whoever conducts this."""
    try:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(1)  # whoever listened was ended from outside; nobody is left to be told
