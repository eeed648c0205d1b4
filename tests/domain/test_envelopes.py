"""Envelopes: what is one and what is not, hashes, digests and gaps."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codec import to_json
from app.domain.envelopes import (
    LARGEST_INTEGER,
    LARGEST_PAYLOAD,
    EnvelopeError,
    canonical,
    chain,
    entry_hash,
    gaps,
    loads,
    next_digest,
    read_entry,
    read_envelope,
    without_words,
)
from app.domain.room_keys import (
    ALPHABET,
    RoomIdentity,
    comparison_code,
    is_code,
    is_token,
    join_code,
    station_token,
    typed_code,
)
from app.domain.stations import Right, Station, is_value_of, right_of
from app.services.cells import LONGEST_TEXT

VECTORS = json.loads((Path(__file__).parent / "envelope_vectors.json").read_text("utf-8"))
ENTRY: dict[str, Any] = VECTORS["entries"][0]["entry"]
ENVELOPE: dict[str, Any] = {
    "protocol": 2, "room": "ab" * 16, "workshop": "w-1", "epoch": "e.1", "station": "cd" * 16,
    "entries": [ENTRY],
}  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS["entries"], ids=lambda v: v["name"])
def test_an_entry_has_one_canonical_form_and_one_hash(vector: dict[str, Any]) -> None:
    assert canonical(vector["entry"]).decode() == vector["canonical"]
    assert entry_hash(vector["entry"]) == vector["hash"]


def test_the_digest_is_a_chain_over_hashes() -> None:
    hashes = [vector["hash"] for vector in VECTORS["entries"]]
    assert [chain(hashes[:n]) for n in range(len(hashes) + 1)] == VECTORS["digests"]
    assert chain(hashes[2:], chain(hashes[:2])) == VECTORS["digests"][-1]
    assert next_digest("", hashes[0]) == VECTORS["digests"][1]


def test_withdrawn_words_leave_the_hash_and_take_the_salt() -> None:
    left = without_words(ENTRY, {}, entry_hash(ENTRY))
    assert "salt" not in left
    assert entry_hash(left) == entry_hash(ENTRY)
    assert read_entry(left).erased


@given(st.sets(st.integers(1, 40)), st.integers(0, 10))
def test_gaps_are_what_is_not_there(numbers: set[int], after: int) -> None:
    there = sorted(n for n in numbers if n > after)
    through, missing = gaps(there, after=after)
    known = set(range(1, after + 1)) | set(there)
    assert all(n in known for n in range(1, through + 1))
    assert through + 1 not in known
    lacking = {n for first, last in missing for n in range(first, last + 1)}
    assert lacking == set(range(1, max(known, default=0) + 1)) - known


SPOILED: list[tuple[str, Any]] = [
    ("id", "x"), ("id", None), ("seq", 0), ("seq", True), ("seq", "1"), ("seq", 10**8),
    ("group", ""), ("group", "a/b"), ("kind", "cell"), ("kind", "Cell.Set"), ("version", 0),
    ("at", "yesterday"), ("at", "2026-13-01T00:00:00Z"), ("at", "2026-11-20T17:00:00+02:00"),
    ("at", "0001-01-01T00:00:00Z"), ("based_on", "x"), ("based_on", ["x"] * 501),
    ("based_on", [{"a": 1}]), ("payload", []), ("payload", {"text": "x" * LARGEST_PAYLOAD}),
    ("salt", "zz"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), SPOILED, ids=str)
def test_a_spoiled_entry_is_refused(name: str, value: Any) -> None:
    with pytest.raises(EnvelopeError):
        read_entry({**ENTRY, name: value})


@pytest.mark.parametrize("letter", ["x", "\n", "\x0b", "ü", "\N{GRINNING FACE}"])
def test_the_longest_text_is_no_entry_too_large(letter: str) -> None:
    """One that a station takes and the hub does not would keep all behind it from the hub."""
    payload = {"cell": ENTRY["payload"]["cell"], "value": letter * LONGEST_TEXT}
    assert read_entry({**ENTRY, "payload": payload}).payload == payload
    names = {"cell": payload["cell"], "value": [letter * 500] * 60}
    assert is_value_of("student_groups", names["value"])
    assert read_entry({**ENTRY, "payload": names}).payload == names


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:07Z", "2107-12-31T23:59:59.999Z"])
def test_a_device_whose_battery_is_flat_is_heard(moment: str) -> None:
    status = {"clock": moment, "last_saved_at": moment}
    found = read_envelope({**ENVELOPE, "entries": [{**ENTRY, "at": moment}], "status": status})
    assert found.status is not None
    assert found.status.clock == found.status.last_saved_at == moment
    assert to_json(found.entries[0].at)[:19] == moment[:19]


@pytest.mark.parametrize("moment", ["1601-01-01T00:00:00Z", "+012026-01-01T00:00:00Z", "now", 7])
def test_a_clock_that_is_none_keeps_no_entry_from_the_hub(moment: object) -> None:
    found = read_envelope({**ENVELOPE, "status": {"clock": moment, "last_seq": 3}})
    assert found.status is not None
    assert (found.status.clock, found.status.last_seq) == ("", 3)
    assert len(found.entries) == 1


@pytest.mark.parametrize("name", ["room", "workshop", "epoch", "station"])
def test_an_envelope_says_where_it_belongs(name: str) -> None:
    read_envelope(ENVELOPE)
    with pytest.raises(EnvelopeError):
        read_envelope({**ENVELOPE, name: "../x"})


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_an_object_or_refused(body: bytes) -> None:
    with contextlib.suppress(EnvelopeError):
        assert isinstance(loads(body), dict)


def test_numbers_are_those_that_a_browser_keeps() -> None:
    assert loads(b'{"n":%d}' % LARGEST_INTEGER) == {"n": LARGEST_INTEGER}
    for text in (b"9007199254740992", b"1.5", b"1e3", b"NaN", b"-Infinity"):
        with pytest.raises(EnvelopeError):
            loads(b'{"n":%s}' % text)


IDENTITY = RoomIdentity(room_id="ab" * 16, secret=b"s" * 32, key_pem="", certificate_pem="")


def test_codes_and_tokens_come_from_the_secret_alone() -> None:
    code = join_code(IDENTITY, "gA")
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert is_code(IDENTITY, "gA", f"{code[:3]}-{code[3:]}".lower())
    assert not is_code(IDENTITY, "gB", code)
    renewed = RoomIdentity(**{**vars(IDENTITY), "renewals": {"gA": 1}})
    assert join_code(renewed, "gA") != code
    assert join_code(renewed, "gB") == join_code(IDENTITY, "gB")
    token = station_token(IDENTITY.secret, "cd" * 16)
    assert is_token(IDENTITY.secret, "cd" * 16, token)
    assert not is_token(IDENTITY.secret, "ce" * 16, token)
    assert comparison_code(token) == comparison_code(token)
    assert comparison_code(token, "one") != comparison_code(token, "other")
    assert typed_code("o1l-0") == "0110"
    assert "secret" not in repr(IDENTITY)


def test_who_may_write_for_a_group() -> None:
    here = Station(id="s", position=1.0, group_id="gA", held=("gB",), wants="gA")
    assert right_of(here, "gA") is Right.WRITES
    assert right_of(here, "gB") is Right.LATE
    assert right_of(here, "gC") is Right.NONE
    assert right_of(None, "gA") is Right.LATE
    revoked = Station(id="s", position=1.0, group_id="gA", revoked_at="x")
    assert right_of(revoked, "gA") is Right.LATE
    assert right_of(Station(id="s", position=1.0, wants="gA"), "gA") is Right.LATE
    assert right_of(Station(id="s", position=1.0, wants="gA"), "gB") is Right.NONE
    assert right_of(Station(id="s", position=1.0), "gB") is Right.LATE


def test_a_fields_value_has_its_form() -> None:
    assert is_value_of("rating", {"level": "f2", "framework": 1})
    assert is_value_of("rating", {"cannot_tell": True})
    assert is_value_of("student_groups", ["g1", "our own words"])
    assert is_value_of("not_scored", {"words": "We would rather not."})
    assert is_value_of("reason", None)
    for field, value in (
        ("rating", {"cannot_tell": 1}), ("rating", "f2"), ("rating", {"level": "f2"}),
        ("student_groups", "g1"), ("student_groups", ["x" * 501]), ("not_scored", {"words": 1}),
        ("reason", ["x"]), ("agreed", {"level": "f2"}), ("nothing", "x"),
    ):  # fmt: skip
        assert not is_value_of(field, value), (field, value)
