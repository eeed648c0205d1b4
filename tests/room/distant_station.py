"""A desktop station on a host of its own: joins by a link, writes, and tells when it is home.

``python -m tests.room.distant_station FILE LINK COUNT PAUSE``
"""

import sys
import time
from pathlib import Path

from app.domain.cells import CellKey, Field, SetCell
from app.domain.ids import new_id
from app.room import pinning, station
from app.room.addresses import Link
from app.room.joining import NotJoinedError, join
from tests.room.rooms import Device, until

PATIENCE = 120.0


def main() -> None:
    """Write as many entries as were asked for, and bring them home."""
    path, link, count, pause = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    pinning.CONNECT_SECONDS, station.LONGEST_PAUSE = 2.0, 1.0  # a test does not wait as people do
    refused = 0
    end = time.monotonic() + PATIENCE
    while True:
        try:
            enrolment = join(Link.parse(link), new_id(), label="Distant laptop")
            break
        except NotJoinedError:
            refused += 1
            if refused == 1:
                print("not joined yet", flush=True)
            assert time.monotonic() < end
    print("joined", flush=True)
    device = Device(path, enrolment)
    device.connect()
    for number in range(count):
        cell = CellKey(enrolment.group, "d01", Field.REASON, "access", f"q{number}")
        device.write(SetCell(cell=str(cell), value=f"words {number}"))
        time.sleep(pause)
    until(device.is_home, PATIENCE)
    assert device.link is not None
    print(f"home {device.link.state.through}", flush=True)
    device.close()


if __name__ == "__main__":
    main()
