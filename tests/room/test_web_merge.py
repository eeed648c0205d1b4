"""The page's merge says the same as the program's, entry for entry, of any schedule."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lengths import length
from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom
from tests.schedules import CELLS, Schedule, state

SCHEDULES = length("MERGE_SCHEDULES", 300, 10_000)
AT_ONCE = 500


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    room = OpenRoom(tmp_path / "w.eqw")
    with Browser() as browser:
        yield browser.page(room.http)
    room.close()


def histories() -> Iterator[list[dict[str, Any]]]:
    """Yield what was written of each cell of each schedule, in the order of a bad day."""
    for seed in range(SCHEDULES):
        schedule = Schedule(seed)
        schedule.run(steps=20)
        for cell in CELLS:
            entries = [e for one in schedule.editors for e in one.outbox if e["cell"] == cell]
            schedule.chance.shuffle(entries)
            yield entries + entries[: len(entries) // 3]


def test_the_pages_merge_is_the_programs(page: Page) -> None:
    every = list(histories())
    for first in range(0, len(every), AT_ONCE):
        part = every[first : first + AT_ONCE]
        told = page.run(
            f"import('/web/js/merge.js').then((m) => {json.dumps(part)}.map(m.merge).map((s) =>"
            " [s.standing, s.value, s.versions.map((one) => one.id), s.tips]))"
        )
        for entries, found in zip(part, told, strict=True):
            wanted = state(entries)
            ids = [version.entry_id for version in wanted.versions]
            assert found == [wanted.standing.value, wanted.value, ids, sorted(wanted.tips)]
