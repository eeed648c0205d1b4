"""What the newest snapshot says need not be read again before stations' entries are taken in."""

from app.domain.cells import GroupState
from app.domain.snapshot import Snapshot
from app.domain.stations import Station
from app.domain.withdrawal import Tombstone
from app.domain.workshop import Workshop
from app.services.withdrawal import ALL_STONES
from app.storage.cell_entries import believe_cells
from app.storage.database import Reader
from app.storage.framework_ids import believe_framework


def believe(reader: Reader, snapshot: Snapshot) -> None:
    """Take for known what every entry is held against; the snapshot must be the file's newest."""
    reader.believe_records(Workshop, (snapshot.workshop,))
    reader.believe_records(Station, snapshot.stations)
    groups = (group for plan in snapshot.seatings for group in plan.groups)
    reader.believe_absent(GroupState, (group.id for group in groups))
    reader.believe_records(GroupState, snapshot.group_states)
    reader.believe(Tombstone, {ALL_STONES: snapshot.tombstones})
    believe_framework(reader, snapshot.framework)
    believe_cells(reader, snapshot.written_cells)
