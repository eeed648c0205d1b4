"""Stations for tests: what they would send, made without a network."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.domain.envelopes import Envelope, canonical, loads, read_envelope
from app.domain.ids import new_id
from tests.workshops import NOON

ROOM = "ab" * 16


@dataclass
class Sender:
    """A station that numbers what it writes, as every client must."""

    group: str = "gA"
    station: str = field(default_factory=new_id)
    sent: list[dict[str, Any]] = field(default_factory=list)
    now: datetime = NOON

    def write(self, kind: str, payload: dict[str, Any], **other: Any) -> dict[str, Any]:
        self.now += timedelta(milliseconds=250)
        entry = {
            "id": new_id(),
            "seq": len(self.sent) + 1,
            "group": self.group,
            "kind": kind,
            "version": 1,
            "at": self.now.isoformat().replace("+00:00", "Z"),
            "based_on": [],
            "payload": payload,
            "salt": new_id()[:16],
            **other,
        }
        self.sent.append(entry)
        return entry

    def cell(self, cell: object, value: object, *based_on: str) -> dict[str, Any]:
        payload = {"cell": str(cell), "value": value}
        return self.write("cell.set", payload, based_on=list(based_on))

    def note(self, text: str, note_id: str = "") -> dict[str, Any]:
        payload = {"note_id": note_id or new_id(), "group_id": self.group, "text": text}
        return self.write("note.add", payload)

    def data(self, entries: list[dict[str, Any]] | None = None, **other: Any) -> dict[str, Any]:
        """Return the envelope of some entries, all by default, as JSON."""
        return {
            "protocol": 2, "room": ROOM, "workshop": "lineage-1", "epoch": "epoch-1",
            "station": self.station, "entries": self.sent if entries is None else entries, **other,
        }  # fmt: skip

    def envelope(self, entries: list[dict[str, Any]] | None = None, **other: Any) -> Envelope:
        return read_envelope(loads(canonical(self.data(entries, **other))))
