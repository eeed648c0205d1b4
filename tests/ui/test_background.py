"""Work beside the window ends with the page that asked for it."""

import threading

from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.domain.giving_up import GivenUpError, Tell
from app.ui.background import Background


def test_work_in_steps_ends_when_its_page_is_gone(qtbot: QtBot) -> None:
    work, ended = Background(), threading.Event()

    def go_on(tell: Tell) -> None:
        try:
            while True:
                tell(0, 0)
        except GivenUpError:
            ended.set()
            raise

    work.start_in_steps(go_on)
    delete(work)
    assert ended.wait(60)
