"""Random schedules: three editors write, and their entries travel as they do on a bad day.

What is delivered may come twice, in another order, late by a file, or not at all; the hub restarts
and is restored. In memory here; ``tests/room/test_schedules.py`` takes the real roads.
"""

import json
import random
from dataclasses import dataclass, field
from typing import Any

from app.domain.envelopes import chain, entry_hash, gaps
from app.domain.merge import CellState, Version, merge

Entry = dict[str, Any]

CELLS = ("rating", "reason", "evidence")
LEVELS = [{"level": f"f{n}", "framework": 1} for n in (1, 2, 3)]
VALUES: dict[str, list[Any]] = {
    "rating": [*LEVELS, {"cannot_tell": True}, None],
    "reason": ["Buses leave early", "Families were not asked", "", None],
    "evidence": ["Budget book, page 12", "Survey", None],
}
STEPS = ("write", "write", "write", "send", "send", "again", "fetch", "file", "bring", "lose",
         "restart", "back_up", "restore", "begin", "finish_typing")  # fmt: skip
"""What may happen next; what is named more often happens more often."""


@dataclass
class Editor:
    """A note-taker: what was written here, and what the hub showed."""

    station: str
    outbox: list[Entry] = field(default_factory=list)
    shown: dict[str, Entry] = field(default_factory=dict)
    drafts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    file: list[Entry] = field(default_factory=list)

    def known(self, cell: str) -> list[Entry]:
        """Return all entries of a cell that this device knows of."""
        every = {**self.shown, **{entry["id"]: entry for entry in self.outbox}}
        return [entry for entry in every.values() if entry["cell"] == cell]

    def tips(self, cell: str) -> tuple[str, ...]:
        """Return what a new entry supersedes: what stands here, as the person sees it."""
        return tuple(sorted(state(self.known(cell)).tips))


@dataclass
class Hub:
    """What is on the facilitator's disk: station → number → entry."""

    held: dict[str, dict[int, Entry]] = field(default_factory=dict)

    def take(self, station: str, entries: list[Entry]) -> None:
        """Take entries in; the first one under a number counts."""
        kept = self.held.setdefault(station, {})
        for entry in entries:
            kept.setdefault(entry["seq"], entry)

    def entries(self, cell: str = "") -> list[Entry]:
        """Return all entries, or those of a cell."""
        every = [entry for kept in self.held.values() for entry in kept.values()]
        return [entry for entry in every if cell in ("", entry["cell"])]

    def through(self, station: str) -> int:
        """Return how far a station is heard without a gap."""
        end, _missing = gaps(sorted(self.held.get(station, {})), after=0)
        return end

    def digest(self, station: str) -> str:
        """Return the digest over what is there without a gap."""
        kept = self.held.get(station, {})
        return chain(entry_hash(kept[seq]) for seq in range(1, self.through(station) + 1))


def state(entries: list[Entry]) -> CellState:
    """Return the merge of entries."""
    return merge(
        Version(
            e["id"], e["value"], frozenset(e["based_on"]), e["at"], e["station"], e["withdrawn"]
        )
        for e in entries
    )


def stand(entries: list[Entry]) -> set[str]:
    """Return the different values that nobody superseded, found in the plainest way there is."""
    named = {target for entry in entries for target in entry["based_on"]}
    standing = [entry for entry in entries if entry["id"] not in named and not entry["withdrawn"]]
    return {
        json.dumps(e["value"], sort_keys=True) for e in standing if e["value"] not in (None, "")
    }


class Schedule:
    """One schedule, told by its seed."""

    def __init__(self, seed: int) -> None:
        """Begin with three editors who wrote nothing yet."""
        self.chance = random.Random(seed)
        self.editors = [Editor(f"s{n}") for n in range(3)]
        self.hub = Hub()
        self.backup: dict[str, dict[int, Entry]] = {}
        self.moment = 0

    def run(self, steps: int) -> None:
        """Let so many things happen; after each the hub shows what it has, and nothing else."""
        for _number in range(steps):
            getattr(self, f"_{self.chance.choice(STEPS)}")(self.chance.choice(self.editors))
            for cell in CELLS:
                check(self.hub.entries(cell))

    def finish(self) -> None:
        """Let every device bring what the hub lacks, and fetch what all wrote."""
        for editor in self.editors:
            for cell in tuple(editor.drafts):
                self._make(editor, cell, editor.drafts.pop(cell))
            self.hub.take(editor.station, editor.file)
            while (through := self.hub.through(editor.station)) < len(editor.outbox):
                self.hub.take(editor.station, editor.outbox[through : through + 5])
        for editor in self.editors:
            self._fetch(editor)

    def settle(self) -> list[str]:
        """Let people settle what is contested, one after the other; return which cells were."""
        contested = [cell for cell in CELLS if len(stand(self.hub.entries(cell))) > 1]
        for cell in contested:
            editor = self.chance.choice(self.editors)
            self._make(editor, cell, editor.tips(cell), LEVELS[0] if cell == "rating" else "Both")
        self.finish()
        return contested

    def _make(self, editor: Editor, cell: str, based_on: tuple[str, ...], *value: Any) -> None:
        self.moment += self.chance.randint(0, 2)  # clocks of several devices may say the same
        entry = {
            "id": f"{self.chance.getrandbits(128):032x}", "seq": len(editor.outbox) + 1,
            "cell": cell, "value": value[0] if value else self.chance.choice(VALUES[cell]),
            "based_on": list(based_on), "at": f"{self.moment:06d}", "station": editor.station,
            "withdrawn": not value and self.chance.random() < 0.04,
        }  # fmt: skip
        editor.outbox.append(entry)

    def _write(self, editor: Editor) -> None:
        cell = self.chance.choice(CELLS)
        self._make(editor, cell, editor.tips(cell))

    def _begin(self, editor: Editor) -> None:
        """Begin to type on what stands now; what comes meanwhile is not superseded by it."""
        cell = self.chance.choice(CELLS)
        editor.drafts.setdefault(cell, editor.tips(cell))

    def _finish_typing(self, editor: Editor) -> None:
        if editor.drafts:
            cell = self.chance.choice(sorted(editor.drafts))
            self._make(editor, cell, editor.drafts.pop(cell))

    def _some(self, editor: Editor) -> list[Entry]:
        first = self.chance.randint(0, len(editor.outbox))
        chosen = editor.outbox[first : first + self.chance.randint(1, 6)]
        self.chance.shuffle(chosen)
        return chosen

    def _send(self, editor: Editor) -> None:
        through = self.hub.through(editor.station)
        self.hub.take(editor.station, editor.outbox[through : through + 4])

    def _again(self, editor: Editor) -> None:
        self.hub.take(editor.station, self._some(editor) * 2)

    def _fetch(self, editor: Editor) -> None:
        editor.shown = {entry["id"]: entry for entry in self.hub.entries()}

    def _file(self, editor: Editor) -> None:
        editor.file = list(editor.outbox)

    def _bring(self, editor: Editor) -> None:
        self.hub.take(editor.station, editor.file)

    def _lose(self, editor: Editor) -> None:
        """Send what never arrives: the station keeps it, so nothing changes."""

    def _restart(self, _editor: Editor) -> None:
        """Start the hub anew: what it acknowledged is on its disk, so nothing changes."""
        kept = json.loads(json.dumps(self.hub.held))
        self.hub.held = {s: {int(n): e for n, e in rows.items()} for s, rows in kept.items()}

    def _back_up(self, _editor: Editor) -> None:
        self.backup = {station: dict(kept) for station, kept in self.hub.held.items()}

    def _restore(self, _editor: Editor) -> None:
        self.hub.held = {station: dict(kept) for station, kept in self.backup.items()}


def check(entries: list[Entry]) -> None:
    """Assert that a cell shows each value that stands, and is contested where there are several."""
    found, wanted = state(entries), stand(entries)
    assert {json.dumps(v.value, sort_keys=True) for v in found.versions} == wanted
    assert found.standing.value == ("empty", "settled", "contested")[min(len(wanted), 2)]
