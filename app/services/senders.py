"""What the hub knows of the stations whose envelopes come in together.

Read with a few statements for all of them, and carried on as the envelopes are taken in one after
the other; what is new is written at the end, in the same transaction.
"""

from collections.abc import Sequence

from app.domain.envelopes import Envelope
from app.domain.stations import Station
from app.storage import ledger, received
from app.storage.database import Transaction
from app.storage.received import Mark, Received


class Senders:
    """What came of some stations so far, the envelopes before the present one included.

    Attributes:
        ids: of the load's entries those that arrived before, be it in another envelope of it.
        logged: those that were in the ledger before the load.

    """

    def __init__(self, tx: Transaction, envelopes: Sequence[Envelope]) -> None:
        """Read what is known of the envelopes' stations and entries."""
        self._tx = tx
        names = {envelope.station for envelope in envelopes}
        ids = {entry.id for envelope in envelopes for entry in envelope.entries}
        self._stations = {name: one for name in names if (one := tx.known(Station, name))}
        self._marks = received.marks_of(tx, names)
        self._fresh_marks: dict[str, Mark] = {}
        through = {name: self._through(name) for name in names}
        self._beyond = received.beyond(tx, through)
        self._rows = {name: self._rows_of(name, through[name], envelopes) for name in names}
        self._fresh: list[Received] = []
        self.ids = set(received.ids_known(tx, ids)) if ids else set()
        self.logged = ledger.known_ids(tx, ids) if ids else frozenset()

    def _through(self, name: str) -> int:
        mark = self._marks.get(name)
        return mark.through if mark else 0

    def _rows_of(
        self, name: str, through: int, envelopes: Sequence[Envelope]
    ) -> dict[int, list[Received]]:
        """Return what is here under the numbers of a station's entries: as a rule nothing."""
        beyond = self._beyond[name]
        numbers = {
            entry.seq
            for envelope in envelopes
            if envelope.station == name
            for entry in envelope.entries
            if entry.seq <= through or entry.seq in beyond
        }
        rows: dict[int, list[Received]] = {}
        for row in received.of_numbers(self._tx, name, numbers) if numbers else ():
            rows.setdefault(row.seq, []).append(row)
        return rows

    def station(self, name: str) -> Station | None:
        """Return a station, or None where it is not listed."""
        return self._stations.get(name)

    def listed(self, name: str) -> Station | None:
        """Return a station that was just put into the list; None where it could not be."""
        found = self._tx.find(Station, name)
        if found is not None:
            self._stations[name] = found
        return found

    def under(self, name: str, seq: int) -> Sequence[Received]:
        """Return what came under a number of a station, in order of arrival."""
        return self._rows[name].get(seq, ())

    def note(self, row: Received) -> None:
        """Add an arrival."""
        self._fresh.append(row)
        self.ids.add(row.entry_id)
        self._rows[row.station].setdefault(row.seq, []).append(row)
        if row.seq > self._through(row.station):
            self._beyond[row.station].setdefault(row.seq, row.hash)

    def mark(self, name: str) -> Mark | None:
        """Return how far a station was heard before the present envelope."""
        return self._marks.get(name)

    def beyond(self, name: str) -> list[tuple[int, str]]:
        """Return the (number, hash) of what is here behind a station's mark, in order."""
        return sorted(self._beyond[name].items())

    def hear(self, mark: Mark) -> None:
        """Note how far a station is heard now."""
        self._marks[mark.station] = self._fresh_marks[mark.station] = mark
        behind = self._beyond[mark.station]
        self._beyond[mark.station] = {n: one for n, one in behind.items() if n > mark.through}

    def keep(self) -> None:
        """Write what is new."""
        received.add(self._tx, self._fresh)
        received.keep_marks(self._tx, self._fresh_marks.values())
