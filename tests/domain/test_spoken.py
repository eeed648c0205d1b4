"""Codes that are read aloud: every slip is noticed, and every client makes the same ones."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import spoken
from app.domain.framework import framework_from_json
from app.domain.room_keys import ALPHABET
from app.domain.spoken import LENGTH, Said
from app.services import sample

VECTORS = json.loads((Path(__file__).parent / "spoken_vectors.json").read_text("utf-8"))
PACK = framework_from_json(sample.default_pack())
NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TOKENS = {f"{n:02d}" * 16: f"{n:x}" * 64 for n in range(1, 10)}
ROOM = "ab" * 16


def said(
    station: str = "01" * 16, group: str = "gA", dimension: str = "d01", answers: str = "34",
    at: datetime = NOW, seen: int = 0,
) -> Said:  # fmt: skip
    """Return scores: "34" is foundations 3 and access 4; "?", "-" and " " as on paper; "xx"."""
    skipped = f"{group}|{dimension}|||not_scored"
    values: dict[str, Any] = {"?": {"cannot_tell": True}, "-": None}
    cells: list[tuple[str, Any]] = [(skipped, {"words": ""} if answers == "xx" else None)]
    for lens, answer in zip(("foundations", "access"), answers, strict=True):
        value = values.get(answer, {"level": f"{lens[0]}{answer}", "framework": PACK.version})
        if answer not in " x":
            cells.append((f"{group}|{dimension}||{lens}|rating", value))
    return Said(
        room=ROOM, station=station, group=group, dimension=dimension, at=at, seen=seen,
        cells=tuple(cells),
    )  # fmt: skip


def code_of(one: Said) -> str:
    return spoken.code_of(one, TOKENS[one.station], PACK)


def read(text: str, now: datetime = NOW) -> Said | None:
    writers = [(station, token, g) for station, token in TOKENS.items() for g in ("gA", "gB")]
    found = spoken.read(spoken.typed(text), writers, room=ROOM, framework=PACK, now=now)
    return found[0] if found else None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(TOKENS)), st.sampled_from(["gA", "gB"]), st.integers(0, 9),
    st.sampled_from(["34", "11", "?2", "4?", "??", "-2", " 3", "1 ", "xx", "-?"]),
    st.integers(0, 100_000), st.integers(0, 1023), st.integers(0, 100_000),
)  # fmt: skip
def test_what_is_said_is_what_is_read(
    station: str, group: str, place: int, answers: str, ago: int, seen: int, later: int
) -> None:
    dimension = PACK.dimensions[place].id
    at = NOW - timedelta(seconds=ago)
    one = said(station, group, dimension, answers, at, seen)
    code = code_of(one)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    if ago + later < 90_000:
        assert read(code, NOW + timedelta(seconds=later)) == one


def test_any_wrong_character_and_any_two_that_changed_places_are_noticed() -> None:
    code = code_of(said(answers="?3", seen=77))
    for place, right in enumerate(code):
        for wrong in ALPHABET.replace(right, ""):
            assert not spoken.is_code(code[:place] + wrong + code[place + 1 :])
        for other in range(place):
            swapped = list(code)
            swapped[place], swapped[other] = swapped[other], swapped[place]
            assert not spoken.is_code("".join(swapped)) or code[place] == code[other]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_two_wrong_characters_are_noticed(data: st.DataObject) -> None:
    code = list(code_of(said()))
    for place in data.draw(st.sets(st.integers(0, LENGTH - 1), min_size=2, max_size=2)):
        code[place] = data.draw(st.sampled_from(ALPHABET.replace(code[place], "")))
    assert not spoken.is_code("".join(code))


def test_it_may_be_typed_as_it_is_heard() -> None:
    one = said()
    code = code_of(one)
    assert spoken.shown(code).count("-") == 2
    lower = spoken.shown(code).lower().replace("-", " – ")
    misread = lower.replace("0", "o").replace("1", "l")
    for text in (lower, misread, code + "\n", "　".join(code)):
        assert read(text) == one
    for text in ("", code[:-1], code + "0", code[:-1] + "U", code[:-1] + "é", "…" * 15):
        assert not spoken.is_code(spoken.typed(text))
        assert read(text) is None


def test_another_room_station_or_day_is_nobodys_code() -> None:
    one = said()
    code = code_of(one)
    writers = [("01" * 16, TOKENS["01" * 16], "gA")]
    for room, who in ((("cd" * 16), writers), (ROOM, [("01" * 16, "f" * 64, "gA")]), (ROOM, [])):
        assert spoken.read(code, who, room=room, framework=PACK, now=NOW) is None
    assert read(code, NOW + timedelta(days=3)) is None


def test_what_it_cannot_say_has_no_code() -> None:
    assert code_of(said(answers="  ")) == ""
    other = said()
    level = {"level": "elsewhere", "framework": 1}
    cells = tuple((cell, level if "rating" in cell else value) for cell, value in other.cells)
    assert spoken.code_of(Said(**{**vars(other), "cells": cells}), "1" * 64, PACK) == ""


def test_every_client_makes_these_codes_and_entries() -> None:
    for vector in VECTORS["codes"]:
        one = Said(
            room=vector["room"], station=vector["station"], group=vector["group"],
            dimension=vector["dimension"], at=datetime.fromisoformat(vector["at"]),
            seen=spoken.seen_of(vector["seen"]),
            cells=tuple((cell, spoken.plain(value)) for cell, value in vector["cells"]),
        )  # fmt: skip
        assert spoken.code_of(one, vector["token"], PACK) == vector["code"], vector["name"]
        made = {
            cell: spoken.entry_id(vector["token"], cell, value, one.at)
            for cell, value in vector["cells"]
        }
        assert made == vector["entries"], vector["name"]
