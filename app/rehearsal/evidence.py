"""What the stations' own files say that they wrote, beside what the workshop file says of it.

Read anew from both files, by their rows: nothing here trusts what a program said on the way.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.domain.envelopes import Outcome, chain, entry_hash, gaps
from app.domain.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry as its station wrote it."""

    seq: int
    id: str
    hash: str


class Seat(Protocol):
    """A device at a table, as far as the sheet tells of it."""

    group: str
    label: str
    station: str

    @property
    def kind(self) -> str:
        """Return "desktop" or "page"."""

    @property
    def language(self) -> str:
        """Return the language of its window."""

    @property
    def on_files(self) -> bool:
        """Tell whether it was without a network for good."""

    def written(self) -> tuple[Entry, ...]:
        """Return what it says itself that it wrote."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What became of a station's entries, or of some of them in a row.

    Attributes:
        sent: how many it wrote.
        arrived: how many of them are on the facilitator's laptop.
        lost: the numbers of those that are not.
        twice: the numbers of those that were carried out more than once, or are there twice.
        waiting: the numbers of those that are there and no part of the workshop.
        gaps: first and last number of each gap in what is there.
        digests_equal: both sides mean the same, down to the letter.

    """

    sent: int
    arrived: int
    lost: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()
    digests_equal: bool = True

    @property
    def well(self) -> bool:
        """Tell whether all is there, once, and as it was written."""
        wrong = self.lost or self.twice or self.waiting or self.gaps
        return not wrong and self.digests_equal and self.sent == self.arrived


@dataclass(frozen=True, kw_only=True)
class Hub:
    """What a workshop file has of one station: its rows as they came, and the ledger's ids."""

    rows: tuple[tuple[int, str, str, str], ...]
    ledger: Counter[str] = field(default_factory=Counter)


def written(path: Path) -> tuple[Entry, ...]:
    """Return what a station's own file says that it wrote, in order."""
    with closing(_open(path)) as connection:
        rows = connection.execute("SELECT seq, entry_id, entry FROM outbox ORDER BY seq").fetchall()
    return tuple(
        Entry(seq=seq, id=entry_id, hash=entry_hash(json.loads(text)))
        for seq, entry_id, text in rows
    )


def at_hub(path: Path, station: str) -> Hub:
    """Return what a workshop file has of a station."""
    with closing(_open(path)) as connection:
        rows = connection.execute(
            "SELECT seq, entry_id, hash, outcome FROM received WHERE station = ? ORDER BY number",
            (station,),
        ).fetchall()
        ids = connection.execute("SELECT id FROM ledger WHERE station = ?", (station,)).fetchall()
    return Hub(rows=tuple(rows), ledger=Counter(one for (one,) in ids))


def compare(entries: Sequence[Entry], hub: Hub, first: int = 1, last: int = 0) -> Found:
    """Compare the entries ``first`` to ``last`` (0: all) of a station with what the hub has."""
    wanted = [one for one in entries if first <= one.seq <= (last or one.seq)]
    numbers = {one.seq for one in wanted}
    here = [row for row in hub.rows if row[0] in numbers]
    by_seq: dict[int, tuple[int, str, str, str]] = {}
    for row in here:
        by_seq.setdefault(row[0], row)
    same = {one.seq for one in wanted if one.seq in by_seq and by_seq[one.seq][1] == one.id}
    rows_of = Counter(row[0] for row in here)
    accepted = (Outcome.ACCEPTED.value, Outcome.REPEATED.value)
    there = sorted(by_seq)
    _through, holes = gaps(there, after=first - 1)
    mine = chain(one.hash for one in wanted)
    theirs = chain(by_seq[seq][2] for seq in there)
    return Found(
        sent=len(wanted),
        arrived=len(same),
        lost=tuple(sorted(numbers - same)),
        twice=tuple(one.seq for one in wanted if rows_of[one.seq] > 1 or hub.ledger[one.id] > 1),
        waiting=tuple(
            seq for seq in there if by_seq[seq][3] not in accepted or not hub.ledger[by_seq[seq][1]]
        ),
        gaps=holes,
        digests_equal=mine == theirs,
    )


def datasets_at(snapshot: Snapshot, seats: Sequence[Seat]) -> list[tuple[str, frozenset[str]]]:
    """Return each station's group, and the ids of the datasets in its own file.

    A page keeps them in its memory only, so it is not asked.
    """
    groups = {station.id: station.group_id for station in snapshot.stations}
    found = []
    for seat in seats:
        path = getattr(seat, "path", None)
        if isinstance(path, Path) and groups.get(seat.station):
            with closing(_open(path)) as connection:
                ids = frozenset(
                    str(row[0]) for row in connection.execute("SELECT id FROM datasets")
                )
            found.append((groups[seat.station], ids))
    return found


def strangers(path: Path, known: Sequence[str]) -> int:
    """Return how many entries are in a workshop file of stations that nobody started."""
    with closing(_open(path)) as connection:
        rows = connection.execute("SELECT station, count(*) FROM received GROUP BY station")
        return sum(count for station, count in rows if station not in known)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
