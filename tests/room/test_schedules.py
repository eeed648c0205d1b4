"""Random schedules over real roads: sockets, files, the facilitator's own hand, and a real disk.

Two stations and the facilitator write the same cells of one workshop, round after round; the hub is
closed and opened again, and put back to a backup. ``ROAD_SCHEDULES=300`` plays as many rounds.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.exchange import StationFiles
from app.domain.cells import CellKey, Field, SetCell
from app.domain.envelopes import canonical, chain, entry_hash
from app.domain.merge import CellState, Version, merge
from app.room import bounds
from app.room.exchange import TO_HUB, sealed
from tests.lengths import length
from tests.room.rooms import Caller, OpenRoom
from tests.schedules import LEVELS, stand

ROUNDS = length("ROAD_SCHEDULES", 40, 300)
STEPS = ("write", "write", "write", "write", "send", "send", "again", "file", "restart", "restore")
WORDS = ("Buses leave early", "Families were not asked", "")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let these stations speak as often as they like: how often they may is another test's."""
    monkeypatch.setattr(bounds, "ENVELOPES", bounds.Rate(10_000, 10_000.0))
    monkeypatch.setattr(bounds, "READS", bounds.Rate(10_000, 10_000.0))


class Day:
    """One workshop with two stations and a facilitator, and what each of them wrote."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder, self.path = folder, folder / "hub" / "w.eqw"
        self.room = OpenRoom(self.path)
        self.stations = [Caller(), Caller()]
        for one in self.stations:
            assert one.join(self.room).status_code == 200
        self.room.operations.flush()
        self.by_hand: list[SetCell] = []
        self.cells: tuple[CellKey, ...] = ()

    def close(self) -> None:
        self.room.close()
        for one in self.stations:
            one.client.close()

    def play(self, number: int) -> int:
        """Play one round on fresh cells; return how many of them people had to settle."""
        question = f"q{number}"
        self.cells = (
            CellKey("gA", "d01", Field.RATING, "access", question),
            CellKey("gA", "d01", Field.REASON, "access", question),
        )
        self.by_hand = []
        self.room.operations.flush()
        backup = shutil.copy(self.path, self.folder / "backup.eqw")
        for _number in range(self.chance.randint(5, 14)):
            step = self.chance.choice(STEPS)
            if step == "restore" and self.chance.random() < 0.25:
                self._again_from(Path(backup))
            elif step == "restart" and self.chance.random() < 0.25:
                self._again_from(None)
            elif step not in ("restore", "restart"):
                getattr(self, f"_{step}")(self.chance.choice(self.stations))
        self._bring_all()
        return self._settled()

    def _write(self, station: Caller) -> None:
        cell = self.chance.choice(self.cells)
        value: Any = self.chance.choice(LEVELS if cell is self.cells[0] else WORDS)
        known = self.room.operations.snapshot.cell(cell).tips
        if self.chance.random() < 0.2:
            self._by_hand(cell, value, tuple(sorted(known)))
            return
        own = [one for one in station.sent if one["payload"]["cell"] == str(cell)]
        based_on = {*known, *(one["id"] for one in own)} if self.chance.random() < 0.6 else ()
        station.cell(cell, value, *sorted(based_on))

    def _by_hand(self, cell: CellKey, value: Any, based_on: tuple[str, ...]) -> None:
        command = SetCell(cell=str(cell), value=value, based_on=based_on)
        self.by_hand.append(command)
        self.room.do(command)

    def _send(self, station: Caller) -> None:
        assert station.post(self.room, entries=station.sent[-40:]).status_code == 200

    def _again(self, station: Caller) -> None:
        """Send some of the newest in another order, twice."""
        chosen = station.sent[-self.chance.randint(1, 6) :]
        self.chance.shuffle(chosen)
        assert station.post(self.room, entries=chosen).status_code == 200
        assert station.post(self.room, entries=chosen).status_code == 200

    def _file(self, station: Caller) -> None:
        path = self.folder / "station.eqx"
        told = station.addressed(written_at="2026-11-20T17:30:00Z")
        del told["entries"]
        token, recent = station.welcome["token"], station.sent[-60:]
        path.write_bytes(sealed(told, token, TO_HUB, recent))
        StationFiles(self.room.operations).take_in(path)

    def _again_from(self, backup: Path | None) -> None:
        """Close the hub and open it again; with a backup, as it was when that was made."""
        self.room.close()
        if backup is not None:
            shutil.copy(backup, self.path)
            self.by_hand = []  # who writes on the hub itself loses what came after a backup
        self.room = OpenRoom(self.path)

    def _bring_all(self) -> None:
        """Let both stations send until the hub has everything, as their links do."""
        for station in self.stations:
            through = -1
            while through < len(station.sent):
                rest = station.sent[max(through, 0) :][:50]
                receipt = station.post(self.room, entries=rest).json()
                assert receipt["through"] > through
                through = receipt["through"]
            assert receipt["digest"] == chain(map(entry_hash, station.sent))

    def written(self, cell: CellKey) -> list[dict[str, Any]]:
        """Return every entry of a cell, whoever wrote it."""
        entries = [
            {**one, "value": one["payload"]["value"], "station": station.station}
            for station in self.stations
            for one in station.sent
            if one["payload"]["cell"] == str(cell)
        ]
        entries += [
            {"id": one.id, "value": one.value, "based_on": list(one.based_on), "station": ""}
            for one in self.by_hand
            if one.cell == str(cell)
        ]
        return [{**one, "withdrawn": False} for one in entries]

    def _settled(self) -> int:
        """Assert that each contest is shown, here and to a station, and settle it."""
        contested = 0
        for cell in self.cells:
            entries = self.written(cell)
            shown = self.room.operations.snapshot.cell(cell)
            assert same(shown, merged(entries))
            assert len(shown.versions) == len(stand(entries))
            rows = self.stations[0].view(self.room)["records"]["cells"]
            told = [row["tips"] for row in rows if row["cell"] == str(cell)]
            assert {tip["id"] for tips in told for tip in tips} == shown.tips
            if len(shown.versions) > 1:
                contested += 1
                self._by_hand(cell, shown.versions[0].value, tuple(sorted(shown.tips)))
                assert self.room.operations.snapshot.cell(cell).value == shown.versions[0].value
        return contested


def merged(entries: list[dict[str, Any]]) -> CellState:
    return merge(
        Version(one["id"], one["value"], frozenset(one["based_on"]), "", one["station"])
        for one in entries
    )


def same(one: CellState, other: CellState) -> bool:
    """Tell whether two states agree but for the moments, which the hub's own entries lack here."""
    values = [{canonical(v.value) for v in state.versions} for state in (one, other)]
    return (one.standing, one.tips) == (other.standing, other.tips) and values[0] == values[1]


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, seed=20261120)
    yield made
    made.close()


def test_any_schedule_over_real_roads_ends_in_the_merge(day: Day) -> None:
    contested = sum(day.play(number) for number in range(ROUNDS))
    assert contested > ROUNDS / 4, "schedules without contests prove little"
