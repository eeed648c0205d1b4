"""The window's garbage is freed on the window's thread, whoever makes it."""

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import garbage


class _Cycle:
    """Something only the cycle collector frees; remembers on which thread it went."""

    freed_on: list[int]

    def __init__(self, freed_on: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: freed_on.append(threading.get_ident()))


def test_a_busy_thread_frees_nothing_of_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "EVERY_MS", 10)
    monkeypatch.setattr(garbage, "FULL_EVERY", 3)
    gc.enable()
    keeper = garbage.GarbageKeeper()
    freed_on: list[int] = []
    for _count in range(50):
        _Cycle(freed_on)

    def allocate() -> None:
        made = [[index] for index in range(200_000)]
        assert made

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert freed_on == [], "the other thread left them alone"
    qtbot.waitUntil(lambda: len(freed_on) == 50, timeout=60_000)
    assert set(freed_on) == {threading.get_ident()}
    keeper.stop()
    assert gc.isenabled()
    gc.disable()
    keeper.deleteLater()
