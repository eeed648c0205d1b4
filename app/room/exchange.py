"""Envelope files (``.eqx``): what a station wrote, brought by hand; and the hub's answer to it.

The form is told in ``PROTOCOL.md``, "By file". What a file says is proven by the station's own key
before anything in it is read, and then read line by line, so that the window never waits.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.codec import to_json
from app.domain.enrolments import Enrolment
from app.domain.envelopes import Envelope, EnvelopeError, is_station_id
from app.domain.exchange import FILE_SUFFIX
from app.domain.room_keys import file_key
from app.i18n import _
from app.room.exchange_problems import ExchangeError, Problem
from app.room.link import Outbox
from app.room.protocol import PROTOCOL, UNDERSTOOD, VersionError, envelopes_in

FORMAT = "equity-workshop-exchange"
FORMAT_VERSION = 1
SUFFIX = FILE_SUFFIX
TO_HUB, TO_STATION = "hub", "station"

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a file; a day of one station has about a hundredth of it."""
LARGEST_HEAD = 4096
"""Bytes of its first line."""
MOST_FILED = 20_000
"""Entries in a file."""
_AT_ONCE = 500
"""Entries that are read from an outbox at once."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A file as it was found, not yet proven.

    Attributes:
        towards: "hub" or "station".
        room, station: whose it claims to be.
        proof: that nobody else wrote the body.
        body: what it says: JSON, a value a line.

    """

    towards: str
    room: str
    station: str
    proof: str
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the hub answers to a file: a receipt and a view, as they come over the network."""

    at: datetime
    receipt: dict[str, Any]
    view: dict[str, Any]


def sealed(
    told: dict[str, Any], token: str, towards: str, entries: Iterable[dict[str, Any]] = ()
) -> bytes:
    """Return the content of a file; ``told`` names ``room`` and ``station``."""
    body = b"\n".join(map(_line, ({"protocol": PROTOCOL, **told}, *entries)))
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "towards": towards,
        "room": told["room"],
        "station": told["station"],
        "size": len(body),
        "proof": _proof(body, token, towards),
    }
    return _line(head) + b"\n" + body


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ExchangeError: where it cannot be read, or is larger than any such file.

    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ExchangeError(Problem.UNREADABLE, path.name) from error
    if len(content) > LARGEST_FILE:
        raise ExchangeError(Problem.TOO_LARGE, path.name)
    return content


def opened(content: bytes, name: str, towards: str) -> Sealed:
    """Return what a file claims to be; ``name`` is for the sentences of a refusal.

    Raises:
        ExchangeError: where it is none of ours, not whole, newer, or not meant for here.

    """
    line, _feed, body = content.partition(b"\n")
    data = _head(line, name)
    version = data.get("format_version")
    if type(version) is not int or version < 1:
        raise ExchangeError(Problem.EDITED, name)
    if version > FORMAT_VERSION:
        raise ExchangeError(Problem.NEWER, name)
    texts = {key: data.get(key) for key in ("towards", "room", "station", "proof")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise ExchangeError(Problem.EDITED, name)
    found = Sealed(**{key: str(text) for key, text in texts.items()}, body=body)
    if not (is_station_id(found.station) and is_station_id(found.room)):
        raise ExchangeError(Problem.EDITED, name)
    size = data.get("size")
    if type(size) is not int or len(body) > size:
        raise ExchangeError(Problem.EDITED, name)
    if len(body) < size:
        raise ExchangeError(Problem.NOT_WHOLE, name)
    if found.towards != towards:
        problem = Problem.FOR_STATION if found.towards == TO_STATION else Problem.FOR_HUB
        raise ExchangeError(problem, name)
    return found


def _head(line: bytes, name: str) -> dict[str, Any]:
    ours = FORMAT.encode() in line[:200]
    try:
        data = json.loads(line[:LARGEST_HEAD].decode())
    except (ValueError, RecursionError) as error:
        raise ExchangeError(Problem.NOT_WHOLE if ours else Problem.NOT_OURS, name) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ExchangeError(Problem.NOT_OURS, name)
    return data


def proven(found: Sealed, token: str, name: str) -> None:
    """See to it that a file's body is what the holder of a token wrote.

    Raises:
        ExchangeError: where it was changed since, or another wrote it.

    """
    right = _proof(found.body, token, found.towards)
    if not hmac.compare_digest(right.encode(), found.proof.encode(errors="replace")):
        raise ExchangeError(Problem.EDITED, name)


def _proof(body: bytes, token: str, towards: str) -> str:
    return hmac.new(file_key(token, towards), body, hashlib.sha256).hexdigest()


def envelopes_of(found: Sealed, workshop: str, name: str) -> list[Envelope]:
    """Return what a proven file brings, in envelopes of the usual size; the last has the status.

    Raises:
        ExchangeError: where this program cannot read it, or it is another workshop's.

    """
    try:
        envelopes = envelopes_in(found.body.split(b"\n"), most=MOST_FILED)
    except VersionError as error:
        newer = type(error.found) is int and error.found > max(UNDERSTOOD)
        raise ExchangeError(Problem.NEWER if newer else Problem.NO_SENSE, name) from error
    except (EnvelopeError, ValueError) as error:
        raise ExchangeError(Problem.NO_SENSE, name) from error
    first = envelopes[0]
    if (first.room, first.station) != (found.room, found.station):
        raise ExchangeError(Problem.EDITED, name)
    if first.workshop != workshop:
        raise ExchangeError(Problem.ANOTHER_WORKSHOP, name)
    *before, last = envelopes
    return [*(replace(one, status=None) for one in before), last]


def station_file(enrolment: Enrolment, outbox: Outbox, *, epoch: str, now: datetime) -> bytes:
    """Return a file with all that a station wrote, for the hub; ``now`` by the hub's clock."""
    last_seq, digest = outbox.newest()
    entries = list(_entries(outbox))[:last_seq]
    told = {
        "room": enrolment.room,
        "workshop": enrolment.workshop,
        "epoch": epoch or enrolment.epoch,
        "station": enrolment.station,
        "written_at": to_json(now),
        "status": {
            "last_seq": last_seq,
            "digest": digest,
            "last_saved_at": entries[-1]["at"] if entries else "",
            "drafts": outbox.drafts(),
        },
    }
    return sealed(told, enrolment.token, TO_HUB, entries)


def _entries(outbox: Outbox) -> Iterator[dict[str, Any]]:
    seq = 0
    while batch := outbox.after(seq, _AT_ONCE):
        yield from batch
        seq += len(batch)


def read_answer(content: bytes, enrolment: Enrolment, name: str = "") -> Answer:
    """Return what the hub answers to this station (on the station itself).

    Raises:
        ExchangeError: where it is for another one, was changed, or is no answer.

    """
    found = opened(content, name, TO_STATION)
    if found.room != enrolment.room:
        raise ExchangeError(Problem.ANOTHER_ROOM, name)
    if found.station != enrolment.station:
        raise ExchangeError(Problem.ANOTHER_STATION, name)
    proven(found, enrolment.token, name)
    try:
        body = json.loads(found.body)
        return Answer(
            at=datetime.fromisoformat(body["receipt"]["now"]),
            receipt=dict(body["receipt"]),
            view=dict(body["view"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ExchangeError(Problem.NO_SENSE, name) from error


def file_name(group_label: str) -> str:
    """Return what a station's file is called."""
    return _("Group {label} answers").format(label=group_label or "?") + SUFFIX
