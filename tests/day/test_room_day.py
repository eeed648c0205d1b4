"""A whole day with a hub and twelve stations, and everything that goes wrong on such a day.

Three note-takers have the program's own window (``join``), two a page in a real Chromium, one over
https and in Spanish, one over plain http; seven are stations without a window, each in a process of
its own with its own file, outbox and sockets. One is killed in mid-word, one is cut off for twenty
minutes of workshop time, one has no network after it joined and goes by files and a code alone.
The facilitators have the real program: it is killed twice, and handed over once to a second laptop.
Only the clock is played, the same for all of them, so that four hours pass in a minute.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.day import room_evening as evening
from tests.day import room_troubles as troubles
from tests.day.room_day import RoomDay
from tests.lengths import length

DAYS = length("ROOM_DAYS", 1, 5)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.timeout(400)
@pytest.mark.parametrize("day_number", range(DAYS))
def test_the_room_all_day(tmp_path: Path, day_number: int) -> None:
    with ExitStack() as open_:
        day = RoomDay(tmp_path, open_)
        day.open_the_room()
        day.everybody_comes()
        day.the_day_begins()
        day.score(0)
        day.all_home()
        troubles.cut_off(day)
        troubles.kill_in_mid_word(day)
        troubles.kill_the_hub(day)
        troubles.settle_two_versions(day)
        troubles.go_by_code_and_file(day)
        troubles.leave_without_a_level(day)
        troubles.ask_for_help(day)
        troubles.finish_and_confirm(day)
        day.see_nothing_of_others()
        troubles.hand_over(day)
        troubles.kill_the_second_hub(day)
        day.see_nothing_of_others()
        evening.reveal(day)
        evening.talk(day)
        evening.leave_early(day)
        evening.end_the_day(day)
        proofs = evening.go_home(day)
        proofs.every_digest_is_equal()
        proofs.nothing_came_twice()
        proofs.every_word_is_there_once()
        proofs.scores_are_as_they_were_pressed()
        proofs.the_report_says_the_same()
        proofs.entries_bear_the_time_of_the_venue()
        proofs.the_file_is_whole()
        proofs.nothing_fell_over()
