"""Envelopes: entries on their way from a station to the hub, and the receipt that comes back.

Pure: what is here serves hub, station, file and typed code alike. The form is told in full in
``app/room/PROTOCOL.md``.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from app.domain.canonical import canonical_text

LARGEST_BODY = 1024 * 1024
"""Bytes of one envelope."""
MOST_ENTRIES = 200
"""Entries of one envelope."""
LARGEST_PAYLOAD = 192 * 1024
"""Bytes of one entry's payload, as canonical JSON: the longest text fits in any letters."""
MOST_BASED_ON = 500
"""Entries that one entry may supersede."""
DEEPEST = 12
"""How deep objects and lists may lie in each other."""
LARGEST_INTEGER = 2**53 - 1
"""Whole numbers that JavaScript keeps exactly."""
LARGEST_SEQ = 10_000_000

_ID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_KIND = re.compile(r"[a-z_]+(\.[a-z_]+){1,3}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"([0-9a-f]{16})?")
_MOMENT = re.compile(r"(19[7-9]\d|2\d\d\d)-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
"""From 1970, where the clock of a device stands whose battery is flat."""


class EnvelopeError(ValueError):
    """Something that is no envelope; ``code`` names what is wrong with it, for a program."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code and, for the log of whoever wrote the sender, where it is."""
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Outcome(StrEnum):
    """What became of an entry at the hub. Whatever it is, the entry is on the hub's disk."""

    ACCEPTED = "accepted"
    """It is part of the workshop."""
    REPEATED = "repeated"
    """It was here already."""
    QUARANTINED = "quarantined"
    """It waits for the facilitator: from a table that the station has left, or twice numbered."""
    REFUSED = "refused"
    """The workshop's rules refuse it; the facilitator can read it."""
    KEPT = "kept"
    """This version of the hub does not know the command; a later one may."""
    SET_ASIDE = "set_aside"
    """The facilitator read it and left it out."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that a note-taker did.

    Attributes:
        id: 32 hexadecimal digits, made where it was typed.
        seq: its number at its station, from 1, without gaps.
        group: the group it was written for.
        kind, version: the command's name and the version of its form.
        at: when it was typed (UTC), by the hub's clock as far as the station knows it.
        based_on: the entries that it supersedes.
        payload: the command's own fields.
        salt: 16 random hexadecimal digits, so that nobody can guess withdrawn words from the hash.
        hash: of the entry as it was first sent (:func:`entry_hash`).
        erased: words were withdrawn from it since; the payload is what is left.

    """

    id: str
    seq: int
    group: str
    kind: str
    version: int
    at: datetime
    based_on: tuple[str, ...] = ()
    payload: dict[str, Any] = field(default_factory=dict)
    salt: str = ""
    hash: str = ""
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class Status:
    """What a station says of itself beside its entries: a sign of life.

    Attributes:
        dimension: what is being scored, or "".
        waiting: entries that it does not know to be on the hub.
        last_seq: the number of its newest entry.
        digest: over its entries up to ``last_seq``.
        last_saved_at: when its newest entry was made, ISO text or "".
        clock: its own clock as it sent this, not set right by the hub's; ISO text or "".
        drafts: texts that somebody began there and that are no entries yet.

    """

    dimension: str = ""
    waiting: int = 0
    last_seq: int = 0
    digest: str = ""
    last_saved_at: str = ""
    clock: str = ""
    drafts: int = 0


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Entries of one station, with where they belong.

    Attributes:
        said_at: when the station said this, where that was not just now (it came as a file).

    """

    room: str
    workshop: str
    epoch: str
    station: str
    entries: tuple[Entry, ...] = ()
    status: Status | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EntryResult:
    """What became of one entry; ``said`` are the three sentences of a refusal, or None."""

    seq: int
    id: str
    outcome: Outcome
    said: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the hub has of a station, after it is on the hub's disk.

    Attributes:
        through: every entry from 1 to this one is here.
        missing: first and last of each gap below the highest number that is here.
        results: what became of the entries of this envelope.
        digest: over the entries from 1 through ``through``.

    """

    room: str
    epoch: str
    through: int
    missing: tuple[tuple[int, int], ...] = ()
    results: tuple[EntryResult, ...] = ()
    digest: str = ""


def canonical(value: Any) -> bytes:
    """Return JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return canonical_text(value).encode()


def entry_hash(raw: dict[str, Any]) -> str:
    """Return the hash of an entry as it was first sent: SHA-256 over its canonical JSON.

    An entry from which words were withdrawn since says itself what its hash was.
    """
    if raw.get("erased") is True:
        return _text_like(raw.get("hash"), "hash", _HASH)
    return hashlib.sha256(canonical(raw)).hexdigest()


def next_digest(digest: str, entry: str) -> str:
    """Return the digest with one more entry: SHA-256 over "digest, line feed, its hash"."""
    return hashlib.sha256(f"{digest}\n{entry}".encode()).hexdigest()


def chain(hashes: Iterable[str], digest: str = "") -> str:
    """Return the digest over entries in the order of their numbers; "" over none."""
    for one in hashes:
        digest = next_digest(digest, one)
    return digest


def gaps(numbers: Sequence[int], *, after: int = 0) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Return up to where sorted numbers have no gap, and the gaps behind it.

    ``after`` says from where on they are given: everything up to it is there.
    """
    through, missing, expected = after, list[tuple[int, int]](), after + 1
    for number in numbers:
        if number > expected:
            missing.append((expected, number - 1))
        if number >= expected:
            expected = number + 1
        if not missing:
            through = max(through, number)
    return through, tuple(missing)


def loads(body: bytes) -> dict[str, Any]:
    """Read a JSON object of the protocol: no fractions, no huge numbers, no half characters.

    Raises:
        EnvelopeError: where it is none.

    """
    if len(body) > LARGEST_BODY:
        raise EnvelopeError("too_large")
    try:
        value = json.loads(
            body.decode(), parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_whole
        )
    except EnvelopeError:
        raise
    except (ValueError, RecursionError) as error:
        raise EnvelopeError("not_json") from error
    if not isinstance(value, dict):
        raise EnvelopeError("not_an_object")
    _check_shape(value, 0)
    return value


def _no_fraction(text: str) -> Any:
    raise EnvelopeError("not_a_whole_number", text[:40])


def _whole(text: str) -> int:
    number = int(text) if len(text) <= 17 else LARGEST_INTEGER + 1
    if abs(number) > LARGEST_INTEGER:
        raise EnvelopeError("number_too_large")
    return number


def _check_shape(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise EnvelopeError("too_deep")
    if isinstance(value, str):
        if not value.isascii():
            _check_characters(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not _KEY.fullmatch(key):
                raise EnvelopeError("bad_key")
            if type(item) is not int:
                _check_shape(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_shape(item, depth + 1)


def _check_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise EnvelopeError("half_a_character") from error


def read_envelope(data: dict[str, Any], hashes: Sequence[str] | None = None) -> Envelope:
    """Return the envelope in a JSON object of the present protocol.

    ``hashes`` are those of the entries as they were sent, where they were brought up to date since.

    Raises:
        EnvelopeError: where it is none.

    """
    entries = data.get("entries", [])
    if not isinstance(entries, list):
        raise EnvelopeError("bad_field", "entries")
    if len(entries) > MOST_ENTRIES:
        raise EnvelopeError("too_many_entries")
    known = hashes if hashes is not None else [entry_hash(_object(raw)) for raw in entries]
    status = data.get("status")
    return Envelope(
        room=_matching(data, "room", _ID),
        workshop=_matching(data, "workshop", _NAME),
        epoch=_matching(data, "epoch", _NAME),
        station=_matching(data, "station", _ID),
        entries=tuple(read_entry(raw, one) for raw, one in zip(entries, known, strict=True)),
        status=None if status is None else read_status(_object(status)),
    )


def read_entry(raw: Any, known_hash: str = "") -> Entry:
    """Return one entry; its payload is looked at where it is carried out.

    Raises:
        EnvelopeError: where it is none.

    """
    raw = _object(raw)
    payload, based_on = _object(raw.get("payload", {})), raw.get("based_on", [])
    if len(canonical(payload)) > LARGEST_PAYLOAD:
        raise EnvelopeError("payload_too_large")
    if not isinstance(based_on, list) or len(based_on) > MOST_BASED_ON:
        raise EnvelopeError("bad_field", "based_on")
    for one in based_on:
        _text_like(one, "based_on", _NAME)
    return Entry(
        id=_matching(raw, "id", _ID),
        seq=_number(raw, "seq", 1, LARGEST_SEQ),
        group=_matching(raw, "group", _NAME),
        kind=_matching(raw, "kind", _KIND),
        version=_number(raw, "version", 1, 1000),
        at=read_moment(raw.get("at")),
        based_on=tuple(based_on),
        payload=payload,
        salt=_text_like(raw.get("salt", ""), "salt", _SALT),
        hash=known_hash or entry_hash(raw),
        erased=raw.get("erased") is True,
    )


def without_words(
    entry: dict[str, Any], payload: dict[str, Any], first_hash: str
) -> dict[str, Any]:
    """Return an entry (JSON) from which words were withdrawn; ``payload`` is what is left."""
    left = {name: value for name, value in entry.items() if name != "salt"}
    return {**left, "payload": payload, "erased": True, "hash": first_hash}


def read_status(raw: dict[str, Any]) -> Status:
    """Return a station's sign of life.

    Raises:
        EnvelopeError: where it is none.

    """
    return Status(
        dimension=_text_like(raw.get("dimension", ""), "dimension", re.compile(r"[\w.-]{0,64}")),
        waiting=_number({"waiting": 0, **raw}, "waiting", 0, LARGEST_SEQ),
        last_seq=_number({"last_seq": 0, **raw}, "last_seq", 0, LARGEST_SEQ),
        digest=_text_like(raw.get("digest", ""), "digest", re.compile(r"([0-9a-f]{64})?")),
        last_saved_at=_moment_or_none(raw, "last_saved_at"),
        clock=_moment_or_none(raw, "clock"),
        drafts=_number({"drafts": 0, **raw}, "drafts", 0, LARGEST_SEQ),
    )


def _moment_or_none(raw: dict[str, Any], name: str) -> str:
    """Return a moment for people to look at; a clock gone mad keeps no entry from the hub."""
    value = raw.get(name, "")
    return value if isinstance(value, str) and _MOMENT.fullmatch(value) else ""


def read_moment(text: Any) -> datetime:
    """Return a moment (UTC) of the protocol: ``2026-11-20T17:04:09.250Z``.

    Raises:
        EnvelopeError: where it is none.

    """
    _text_like(text, "at", _MOMENT)
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise EnvelopeError("bad_field", "at") from error


def is_station_id(text: Any) -> bool:
    """Tell whether a value can be a station's id."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EnvelopeError("not_an_object")
    return value


def _matching(data: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    return _text_like(data.get(name), name, pattern)


def _text_like(value: Any, name: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise EnvelopeError("bad_field", name)
    return value


def _number(data: dict[str, Any], name: str, least: int, most: int) -> int:
    value = data.get(name)
    if type(value) is not int or not least <= value <= most:
        raise EnvelopeError("bad_field", name)
    return value
