"""Whatever happens on the way, all devices and the hub end with the same state.

``MERGE_SCHEDULES=10000`` tries as many; ``LONG=1`` does, too.
"""

from app.domain.envelopes import chain, entry_hash
from app.domain.merge import CellStanding
from tests.lengths import length
from tests.schedules import CELLS, Schedule, check, stand, state

SCHEDULES = length("MERGE_SCHEDULES", 300, 10_000)


def test_any_schedule_ends_with_the_same_state_everywhere_and_surfaces_every_contest() -> None:
    contested = 0
    for seed in range(SCHEDULES):
        schedule = Schedule(seed)
        schedule.run(steps=schedule.chance.randint(10, 45))
        schedule.finish()
        for cell in CELLS:
            everything = [e for one in schedule.editors for e in one.outbox if e["cell"] == cell]
            check(everything)
            assert state(schedule.hub.entries(cell)) == state(everything), seed
            for editor in schedule.editors:
                assert state(editor.known(cell)) == state(everything), seed
        for editor in schedule.editors:
            assert schedule.hub.through(editor.station) == len(editor.outbox), seed
            assert schedule.hub.digest(editor.station) == chain(map(entry_hash, editor.outbox))
        settled = schedule.settle()
        contested += len(settled)
        for cell in CELLS:
            assert len(stand(schedule.hub.entries(cell))) <= 1, seed
            assert state(schedule.hub.entries(cell)).standing is not CellStanding.CONTESTED
    assert contested > SCHEDULES / 4, "schedules without contests prove little"
