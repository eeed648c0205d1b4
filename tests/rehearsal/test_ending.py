"""An end that is asked for comes at once, but not while a process is being started."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from app.rehearsal import ending


@pytest.fixture
def listening() -> Iterator[None]:
    """Listen to endings as a rehearsal does."""
    before = {name: signal.getsignal(getattr(signal, name)) for name in ending.ENDINGS}
    ending.listen()
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)
    ending._asked.clear()


@pytest.mark.skipif(sys.platform == "win32", reason="its signals end a process at once")
@pytest.mark.usefixtures("listening")
def test_an_end_waits_for_what_must_not_be_torn_apart() -> None:
    done = []

    def start() -> None:
        with ending.held_off():
            os.kill(os.getpid(), signal.SIGTERM)
            with ending.held_off():
                done.append("a process has its name")
            done.append("another one, too")

    with pytest.raises(SystemExit) as ended:
        start()
    assert done == ["a process has its name", "another one, too"]
    assert ended.value.code == 128 + signal.SIGTERM


@pytest.mark.skipif(sys.platform == "win32", reason="its signals end a process at once")
@pytest.mark.usefixtures("listening")
def test_else_it_comes_at_once() -> None:
    with pytest.raises(SystemExit):
        os.kill(os.getpid(), signal.SIGTERM)
