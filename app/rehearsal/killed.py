"""The first half of the rehearsed day, in a process of its own that is killed in mid-word."""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app.paths import bundle_root

if TYPE_CHECKING:
    from app.rehearsal.hands import Hands
    from app.rehearsal.plan import Answer

MORNING_VARIABLE = "EQUITY_WORKSHOP_REHEARSED_MORNING"
"""Set for the process that is killed: the folder that it works in."""

FIELD = "sheet.foundations.reason"
DEAD_SECONDS = 90.0
"""How long nobody starts the program again."""

LETTER_SECONDS = 0.02
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
    folder: Path, out: Path, *, people_file: Path | None, groups: int, seed: int
) -> Handover:
    """Let the first half run in a process of its own, and kill it while somebody types.

    Raises:
        FellOverError: where it ended before.

    """
    program = [] if getattr(sys, "frozen", False) else ["-m", "app"]
    command = [sys.executable, *program, "rehearse", "--out", str(out.resolve())]
    command += ["--groups", str(groups), "--seed", str(seed)]
    command += ["--people", str(people_file.resolve())] if people_file else []
    environment = {**os.environ, MORNING_VARIABLE: str(folder)}
    with subprocess.Popen(
        command, cwd=bundle_root(), env=environment, stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    ) as morning:  # fmt: skip
        assert morning.stdout is not None
        state: dict[str, Any] = {}
        saved = ""
        try:
            for line in morning.stdout:
                said = json.loads(line)
                state, saved = said.get("state", state), said.get("saved", saved)
                if len(saved) >= LEAST_LETTERS:
                    break
            else:
                raise FellOverError(morning.wait())
        finally:
            morning.kill()
        for line in morning.stdout.read().splitlines():
            saved = json.loads(line).get("saved", saved)
    return Handover(**{**state, "saved": saved})


def type_until_killed(
    hands: "Hands", answers: "tuple[Answer, ...]", hidden_before_reveal: bool
) -> NoReturn:
    """Tell where the day stands, then type letter by letter, telling of every save."""
    from PySide6.QtWidgets import QApplication

    from app.domain.framework import Lens
    from app.rehearsal import scoring
    from app.ui.widgets.draft_text import DraftText

    answer = scoring.first_scored(answers)
    hands.go(f"score:{answer.group_id}/{answer.dimension_id}")
    scoring.choose(hands, "sheet.foundations.picker", answer.levels[Lens.FOUNDATIONS])
    _tell(state=_state(hands, hidden_before_reveal))
    operations = hands.day.operations
    operations.drafts_kept.connect(lambda: _tell(saved=_saved(hands)))
    field = hands.find(DraftText, FIELD)
    for letter in answer.reasons[Lens.FOUNDATIONS]:
        field.insertPlainText(letter)
        QApplication.processEvents()
        time.sleep(LETTER_SECONDS)
    while True:
        QApplication.processEvents()
        time.sleep(LETTER_SECONDS)


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


def _saved(hands: "Hands") -> str:
    drafts = hands.desk.operations.snapshot.drafts
    return next((draft.text for draft in drafts if "foundations" in draft.key), "")


def _tell(**said: Any) -> None:
    try:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(1)  # whoever listened was ended from outside; nobody is left to be told
