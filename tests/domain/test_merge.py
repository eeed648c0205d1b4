"""The merge: any order, mixture and repetition of roads gives the same state."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.merge import CellStanding, Version, is_blank, merge, tip_ids

FILE = Path(__file__).parent / "merge_vectors.json"
VECTORS = json.loads(FILE.read_text("utf-8"))["vectors"]


def version(entry: dict[str, Any]) -> Version:
    return Version(
        entry_id=entry["id"],
        value=entry["value"],
        based_on=frozenset(entry.get("based_on", ())),
        at=entry.get("at", ""),
        station=entry.get("station", ""),
        withdrawn=entry.get("withdrawn", False),
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vector(vector: dict[str, Any]) -> None:
    entries = [version(entry) for entry in vector["entries"]]
    shuffled = random.Random(7)
    for _ in range(6):
        state = merge(entries)
        assert {
            "standing": state.standing.value,
            "value": state.value,
            "versions": [v.entry_id for v in state.versions],
            "tips": sorted(state.tips),
        } == vector["expect"]
        shuffled.shuffle(entries)
        entries += entries[:1]


def test_there_are_enough_vectors_and_each_says_something_else() -> None:
    assert len(VECTORS) >= 25
    assert len({vector["name"] for vector in VECTORS}) == len(VECTORS)


VALUES = st.one_of(
    st.none(),
    st.sampled_from(["", "a", "b", 0, False]),
    st.sampled_from(["f1", "f2"]).map(lambda level: {"level": level}),
    st.lists(st.sampled_from("xy"), max_size=2),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Entries as honest stations make them: each based on what it may have seen before."""
    made: list[Version] = []
    for number in range(draw(st.integers(0, 8))):
        seen = [entry.entry_id for entry in made]
        based_on = draw(st.frozensets(st.sampled_from(seen))) if seen else frozenset()
        at = str(draw(st.integers(0, 3)))
        withdrawn = draw(st.integers(0, 9)) == 0
        made.append(Version(f"e{number}", draw(VALUES), based_on, at, "s", withdrawn))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(history: list[Version], chance: random.Random) -> None:
    mixed = history + [chance.choice(history) for _ in history]
    chance.shuffle(mixed)
    assert merge(mixed) == merge(history)


@given(histories())
def test_nothing_that_stands_disappears(history: list[Version]) -> None:
    state = merge(history)
    named = {target for entry in history for target in entry.based_on}
    for entry in history:
        if entry.entry_id not in named and not entry.withdrawn and not is_blank(entry.value):
            assert entry.value in [v.value for v in state.versions]


@given(histories(), st.sampled_from(["x", "y"]))
def test_naming_every_tip_settles(history: list[Version], value: str) -> None:
    last = Version("last", value, merge(history).tips, "9")
    state = merge([*history, last])
    assert (state.standing, state.value) == (CellStanding.SETTLED, value)
    assert state.tips == {"last"}


@given(histories())
def test_there_is_always_a_tip_to_write_on(history: list[Version]) -> None:
    assert bool(tip_ids(history)) == bool(history)


@given(histories())
def test_standing_and_versions_agree(history: list[Version]) -> None:
    state = merge(history)
    number = len(state.versions)
    assert state.standing is {0: CellStanding.EMPTY, 1: CellStanding.SETTLED}.get(
        number, CellStanding.CONTESTED
    )
    assert (state.value is None) == (number != 1)
