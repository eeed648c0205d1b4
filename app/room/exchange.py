"""Envelope files (``.eqx``): what a station wrote, brought by hand; and the hub's answer to it.

The form is told in ``PROTOCOL.md``, "By file". What a file says lies in it as one text, which is
proven by the station's own key before anything in it is read.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.codec import to_json
from app.domain.enrolments import Enrolment
from app.domain.envelopes import Envelope, EnvelopeError, is_station_id
from app.domain.exchange import FILE_SUFFIX
from app.domain.room_keys import file_key
from app.i18n import _
from app.room.exchange_problems import ExchangeError, Problem
from app.room.protocol import PROTOCOL, UNDERSTOOD, VersionError, envelopes_in

if TYPE_CHECKING:
    from app.room.station import Outbox  # brings the network's libraries along

FORMAT = "equity-workshop-exchange"
FORMAT_VERSION = 1
SUFFIX = FILE_SUFFIX
TO_HUB, TO_STATION = "hub", "station"

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of a file; a day of one station has less than a hundredth of it."""
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
        body: what it says: JSON, as text.
        proof: that nobody else wrote the body.

    """

    towards: str
    room: str
    station: str
    body: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the hub answers to a file: a receipt and a view, as they come over the network."""

    at: datetime
    receipt: dict[str, Any]
    view: dict[str, Any]


def sealed(body: dict[str, Any], token: str, towards: str) -> bytes:
    """Return the content of a file; ``body`` names ``room`` and ``station``."""
    text = json.dumps({"protocol": PROTOCOL, **body}, ensure_ascii=False, separators=(",", ":"))
    outside = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "towards": towards,
        "room": body["room"],
        "station": body["station"],
        "proof": _proof(text, token, towards),
        "body": text,
    }
    return json.dumps(outside, ensure_ascii=False, indent=1).encode()


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
    data = _outside(content, name)
    version = data.get("format_version")
    if type(version) is not int or version < 1:
        raise ExchangeError(Problem.EDITED, name)
    if version > FORMAT_VERSION:
        raise ExchangeError(Problem.NEWER, name)
    texts = [data.get(key) for key in ("towards", "room", "station", "body", "proof")]
    if not all(isinstance(text, str) for text in texts):
        raise ExchangeError(Problem.EDITED, name)
    found = Sealed(**{key: data[key] for key in ("towards", "room", "station", "body", "proof")})
    if not (is_station_id(found.station) and is_station_id(found.room)):
        raise ExchangeError(Problem.EDITED, name)
    if found.towards != towards:
        problem = Problem.FOR_STATION if found.towards == TO_STATION else Problem.FOR_HUB
        raise ExchangeError(problem, name)
    return found


def _outside(content: bytes, name: str) -> dict[str, Any]:
    ours = FORMAT.encode() in content[:200]
    try:
        data = json.loads(content.decode())
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


def _proof(text: str, token: str, towards: str) -> str:
    key = file_key(token, towards)
    return hmac.new(key, text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def envelopes_of(found: Sealed, workshop: str, name: str) -> list[Envelope]:
    """Return what a proven file brings, in envelopes of the usual size; the last has the status.

    Raises:
        ExchangeError: where this program cannot read it, or it is another workshop's.

    """
    try:
        content = found.body.encode()
        envelopes = envelopes_in(content, largest=LARGEST_FILE, most=MOST_FILED)
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


def station_file(enrolment: Enrolment, outbox: "Outbox", *, epoch: str, now: datetime) -> bytes:
    """Return a file with all that a station wrote, for the hub; ``now`` by the hub's clock."""
    last_seq, digest = outbox.newest()
    entries = list(_entries(outbox))[:last_seq]
    body = {
        "room": enrolment.room,
        "workshop": enrolment.workshop,
        "epoch": epoch or enrolment.epoch,
        "station": enrolment.station,
        "written_at": to_json(now),
        "entries": entries,
        "status": {
            "last_seq": last_seq,
            "digest": digest,
            "last_saved_at": entries[-1]["at"] if entries else "",
        },
    }
    return sealed(body, enrolment.token, TO_HUB)


def _entries(outbox: "Outbox") -> Iterator[dict[str, Any]]:
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
