"""A whole day with a hub and twelve stations, and everything that goes wrong on such a day.

Three note-takers have the program's own window (``join``), two a page in a real Chromium, one over
https and in Spanish, one over plain http; seven are stations without a window, each in a process of
its own with its own file, outbox and sockets. One is killed in mid-word, one is cut off for twenty
minutes of workshop time, one has no network after it joined and goes by files and a code alone.
The facilitators have the real program: it is killed twice, and handed over once to a second laptop.
Only the clock is played, the same for all of them, so that four hours pass in a minute.
"""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.day.room_day import RoomDay


@pytest.mark.timeout(400)
def test_the_room_all_day(tmp_path: Path) -> None:
    with ExitStack() as open_:
        day = RoomDay(tmp_path, open_)
        day.open_the_room()
        day.everybody_comes()
        day.the_day_begins()
        day.score(slice(0, 2))
        day.all_home()
        day.see_nothing_of_others()
