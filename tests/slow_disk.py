"""A disk that takes as long as a test wishes, wherever the program comes by on its way to it."""

import threading

from app.write_points import Point, listen


class SlowDisk:
    """Stops whoever comes by one of some points, until it is let go on."""

    def __init__(self, *points: Point) -> None:
        self._points = points
        self.reached, self.gate = threading.Event(), threading.Event()

    def __enter__(self) -> "SlowDisk":
        listen(self._hear)
        return self

    def __exit__(self, *_exc: object) -> None:
        self.gate.set()
        listen(None)

    def _hear(self, point: Point) -> None:
        if point in self._points and threading.current_thread() is not threading.main_thread():
            self.reached.set()
            self.gate.wait(60)
