"""The protocol of the room, told in full in ``PROTOCOL.md``: this version and the one before.

Each earlier version has one function that brings what it sent up to the next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.codec import to_json
from app.domain.envelopes import (
    MOST_ENTRIES,
    Envelope,
    EnvelopeError,
    Receipt,
    canonical,
    entry_hash,
    is_station_id,
    loads,
    read_envelope,
    read_moment,
)
from app.domain.stations import LONGEST_LABEL, StationKind
from app.domain.steering import without_steering

PROTOCOL = 2
UNDERSTOOD = (1, 2)

Hashes = list[str]


class VersionError(EnvelopeError):
    """A version that this program does not understand."""

    def __init__(self, found: object) -> None:
        """Keep what was found."""
        super().__init__("protocol", f"{found!r} is not one of {UNDERSTOOD}"[:80])
        self.found = found


@dataclass(frozen=True, kw_only=True)
class JoinWish:
    """A device that wants to write for the group of a code."""

    code: str
    station: str
    label: str
    language: str
    kind: str


def decode(body: bytes) -> tuple[Envelope, int]:
    """Return the envelope in a body, and the version in which it was written.

    Raises:
        VersionError: for a version that is not understood.
        EnvelopeError: where it is no envelope.

    """
    data = loads(body)
    version = version_of(data)
    data, hashes = _brought_up(data, version, most=10_000)
    return read_envelope(data, hashes), version


def envelopes_in(lines: Sequence[bytes], *, most: int) -> list[Envelope]:
    """Return what a file says, which may be longer than an envelope, in envelopes in a row.

    The first line is an envelope without entries, each other one is an entry; at most ``most``.
    Each envelope says when the file was written.

    Raises:
        VersionError: for a version that is not understood.
        EnvelopeError: where it makes no sense; none of it is to be taken in.

    """
    if len(lines) - 1 > most:
        raise EnvelopeError("too_many_entries")
    data = loads(lines[0])
    version = version_of(data)
    data = {**data, "entries": [loads(line) for line in lines[1:]]}
    data, hashes = _brought_up(data, version, most=most)
    said_at, entries = read_moment(data.get("written_at")), data.get("entries", [])
    return [
        replace(
            read_envelope(
                {**data, "entries": entries[first : first + MOST_ENTRIES]},
                hashes[first : first + MOST_ENTRIES],
            ),
            said_at=said_at,
        )
        for first in range(0, max(len(entries), 1), MOST_ENTRIES)
    ]


def _brought_up(data: dict[str, Any], version: int, *, most: int) -> tuple[dict[str, Any], Hashes]:
    """Return what was sent in the form of the present version, and its entries' first hashes."""
    entries = data.get("entries", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise EnvelopeError("bad_field", "entries")
    if len(entries) > most:
        raise EnvelopeError("too_many_entries")
    hashes = [entry_hash(raw) for raw in entries]
    for step in range(version, PROTOCOL):
        data = _STEPS[step](data)
    return data, hashes


def encode(data: dict[str, Any]) -> bytes:
    """Return a body of the present version."""
    return canonical({"protocol": PROTOCOL, **data})


def version_of(data: dict[str, Any]) -> int:
    """Return the version in which something was written.

    Raises:
        VersionError: for one that is not understood.

    """
    version = data.get("protocol")
    if type(version) is not int or version not in UNDERSTOOD:
        raise VersionError(version)
    return version


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Take what an entry supersedes out of its payload, where version 1 had it."""
    entries = []
    for raw in data.get("entries", []):
        payload = raw.get("payload")
        if isinstance(payload, dict) and "based_on" in payload:
            based_on = payload["based_on"]
            payload = {name: value for name, value in payload.items() if name != "based_on"}
            raw = {**raw, "payload": payload, "based_on": based_on}
        entries.append(raw)
    return {**data, "protocol": 2, "entries": entries}


_STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1}


def receipt_json(receipt: Receipt, now: datetime, version: int = PROTOCOL) -> dict[str, Any]:
    """Return a receipt as it goes back, in the version of the envelope."""
    results = []
    for one in receipt.results:
        row = {"seq": one.seq, "id": one.id, "outcome": one.outcome.value}
        results.append({**row, "said": one.said} if one.said else row)
    return {
        "protocol": version,
        "room": receipt.room,
        "epoch": receipt.epoch,
        "now": to_json(now),
        "through": receipt.through,
        "missing": [list(gap) for gap in receipt.missing],
        "results": results,
        "digest": receipt.digest,
    }


def read_join(body: bytes) -> JoinWish:
    """Return what a device asks that wants to join.

    Raises:
        EnvelopeError: where it is nothing of the kind.

    """
    data = loads(body)
    version_of(data)
    if not is_station_id(data.get("station")):
        raise EnvelopeError("bad_field", "station")
    return JoinWish(
        code=_short(data, "code", 32),
        station=data["station"],
        label=without_steering(_short(data, "label", LONGEST_LABEL * 4)),
        language=_short(data, "language", 16),
        kind=_short(data, "kind", 16) or StationKind.PAGE.value,
    )


def check_version(body: bytes) -> None:
    """See to it that a body that says nothing else is of a version that is understood.

    Raises:
        VersionError: where it is not.
        EnvelopeError: where it is nothing of the kind.

    """
    version_of(loads(body))


def _short(data: dict[str, Any], name: str, longest: int) -> str:
    value = data.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise EnvelopeError("bad_field", name)
    return value
