"""Whatever the order, mixture and repetition in which envelopes arrive, the state is the merge.

``SCHEDULE_EXAMPLES=300`` tries more schedules.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.cells import CellKey
from app.domain.envelopes import chain, entry_hash
from app.domain.merge import Version, merge
from app.domain.stations import AdmitStation, MoveStation
from app.services.execution import state_of
from app.services.reception import receive_all
from tests.room.stations import Sender
from tests.workshops import OpenWorkshop, copy_of_template, rating, reason, replayed_state

EXAMPLES = int(os.environ.get("SCHEDULE_EXAMPLES", "12"))
CELLS = (rating(), reason(), reason(lens="access"))
LEVELS = [{"level": f"f{n}", "framework": 1} for n in (1, 2, 3)]
EDITORS = 3


@dataclass
class Day:
    """A hub's file, three note-takers, and a backup that may be put back."""

    workshop: OpenWorkshop
    senders: list[Sender]
    held: dict[str, set[int]] = field(default_factory=dict)
    backup: tuple[bytes, dict[str, set[int]]] | None = None

    def write(self, editor: int, cell: CellKey, value: Any, known: int) -> None:
        """Write on top of some of what was written by anyone."""
        sender = self.senders[editor]
        all_entries = [e for s in self.senders for e in s.sent]
        same = [e["id"] for e in all_entries if e["payload"]["cell"] == str(cell)]
        fits = value if cell != CELLS[0] else LEVELS[len(str(value)) % 3]
        sender.cell(cell, fits, *same[-known:] if known else ())

    def deliver(self, editor: int, first: int, count: int, *, backwards: bool) -> None:
        sender = self.senders[editor]
        entries = sender.sent[first : first + count]
        entries = entries[::-1] if backwards else entries
        self.workshop.now = max(self.workshop.now, sender.now)
        # What is at hand must make no difference, whatever came before.
        receive_all(
            self.workshop.database,
            [sender.envelope(entries)],
            now=self.workshop.now,
            at_hand=self.workshop.read() if first % 2 else None,
        )

    def keep_backup(self) -> None:
        self.backup = (self.workshop.database.content(), {})

    def restore(self) -> None:
        if self.backup is not None:
            self.workshop.database.close()
            self.workshop.path.write_bytes(self.backup[0])

    def restart(self) -> None:
        self.workshop.database.close()

    def finish(self) -> None:
        """Let every station send until the hub has all of it, as its link does."""
        for sender in self.senders:
            self.workshop.now = max(self.workshop.now, sender.now)
            through = -1
            while through < len(sender.sent):
                rest = sender.sent[max(through, 0) :][:50]
                (taken,) = receive_all(
                    self.workshop.database, [sender.envelope(rest)], now=self.workshop.now
                )
                assert taken.receipt.through > through
                through = taken.receipt.through
            assert taken.receipt.digest == chain(map(entry_hash, sender.sent))


STEPS = st.one_of(
    st.tuples(
        st.just("write"), st.integers(0, EDITORS - 1), st.sampled_from(CELLS),
        st.sampled_from(["one", "two words", "three words now", None]), st.integers(0, 3),
    ),
    st.tuples(
        st.just("deliver"), st.integers(0, EDITORS - 1), st.integers(0, 8), st.integers(1, 6),
        st.booleans(),
    ),
    st.sampled_from([("backup",), ("restore",), ("restart",)]),
)  # fmt: skip


def carry_out(day: Day, step: tuple[Any, ...]) -> None:
    match step:
        case ("write", editor, cell, value, known):
            day.write(editor, cell, value, known)
        case ("deliver", editor, first, count, backwards):
            day.deliver(editor, first, count, backwards=backwards)
        case ("backup",):
            day.keep_backup()
        case ("restore",):
            day.restore()
        case _:
            day.restart()


@settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(st.lists(STEPS, min_size=8, max_size=40))
def test_any_schedule_ends_in_the_merge(steps: list[tuple[Any, ...]]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="equity-workshop-schedule-"))
    try:
        day = Day(OpenWorkshop(copy_of_template(folder / "w.eqw")), [Sender() for _ in range(3)])
        for sender in day.senders:
            day.workshop.do(AdmitStation(station_id=sender.station, group_id=""))
            day.workshop.do(MoveStation(station_id=sender.station, group_id="gA"))
        for step in steps:
            carry_out(day, step)
        day.finish()
        read = day.workshop.read()
        for cell in CELLS:
            assert read.cell(cell) == merge(versions(day, cell))
        assert state_of(day.workshop.database) == replayed_state(day.workshop, folder / "r.eqw")
        day.workshop.database.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def versions(day: Day, cell: CellKey) -> list[Version]:
    """Return what was written of a cell, as the pure merge sees it."""
    return [
        Version(
            entry["id"], entry["payload"]["value"], frozenset(entry["based_on"]),
            entry["at"].replace("+00:00", "Z"), sender.station,
        )
        for sender in day.senders
        for entry in sender.sent
        if entry["payload"]["cell"] == str(cell)
    ]  # fmt: skip
