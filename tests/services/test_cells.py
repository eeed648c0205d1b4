"""Marks of what stands in a cell: the same as the merge of all entries, in whatever order."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.cells import CellEntry, words_key
from app.domain.merge import merge, tip_ids
from app.services.cells import entries_of, put_entry, state_of_cell
from tests.workshops import OpenWorkshop, copy_of_template

KEY = words_key("n1")
IDS = ["a", "b", 'c"', "ñ", "aa", "b_"]


def entry(entry_id: str, based_on: tuple[str, ...]) -> CellEntry:
    return CellEntry(
        id=entry_id, cell=str(KEY), group_id="n1", dimension_id="", lens="", field="text",
        value=f"words {entry_id}", based_on=based_on, at="2026-11-20T17:00:00Z",
    )  # fmt: skip


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(
    st.permutations(IDS),
    st.lists(st.lists(st.sampled_from(IDS), max_size=3).map(tuple), min_size=6, max_size=6),
)
def test_entries_of_any_order_and_circle_are_marked_as_the_merge_says(
    order: list[str], named: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workshop = OpenWorkshop(copy_of_template(Path(folder) / "w.eqw"))
        for entry_id, based_on in zip(order, named, strict=True):
            with workshop.database.writing() as tx:
                put_entry(tx, entry(entry_id, based_on))
                kept = entries_of(tx, str(KEY))
                versions = [one.version() for one in kept]
                assert {e.id for e in kept if not e.superseded} == tip_ids(versions)
                assert state_of_cell(tx, str(KEY)) == merge(versions)
        workshop.database.close()


def test_a_new_wording_touches_only_the_one_before_it(workshop: OpenWorkshop) -> None:
    workshop.note("First.")
    for number in range(50):
        workshop.write(KEY, f"Wording {number}.")
    result = workshop.write(KEY, "The last one.")
    assert len(result.changes.touched["cells"]) == 2
    assert workshop.read().words("n1") == "The last one."
