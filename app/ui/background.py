"""Work that takes longer than a blink, off the window's thread."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell
from app.i18n import _

logger = logging.getLogger(__name__)


class Background(QObject):
    """Runs one function at a time on a thread; a newer one, or ``cancel``, drops an older result.

    What runs in steps ends at its next one when this is gone.

    Signals:
        done(object, object): the result, or None and the UserError instead of it.
        stepped(int, int): how many parts are done, and of how many.
    """

    done = Signal(object, object)
    stepped = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._carrier: _Carrier | None = None
        self._thread: threading.Thread | None = None
        self._leaving: list[threading.Event] = []
        self.destroyed.connect(_leaver(self._leaving))

    @property
    def busy(self) -> bool:
        """Tell whether a result is awaited."""
        return self._carrier is not None

    def start(self, function: Callable[[], Any]) -> None:
        """Run ``function``; its result comes with ``done`` on this object's thread."""
        self.start_in_steps(lambda _tell: function())

    def start_in_steps(self, function: Callable[[Tell], Any]) -> None:
        """Run a function that calls its argument with how far it is; ``stepped`` says so.

        After :meth:`give_up` that call raises GivenUpError.
        """
        self.cancel()
        carrier = _Carrier()
        carrier.arrived.connect(self._on_carrier_arrived)
        carrier.stepped.connect(self.stepped)
        self._carrier = carrier
        self._leaving[:] = [carrier.given_up]
        self._thread = threading.Thread(
            target=carrier.carry, args=(function,), name="background", daemon=True
        )
        self._thread.start()

    def give_up(self) -> threading.Thread | None:
        """Let what runs in steps end at its next step; ``done`` comes all the same.

        Returns:
            The thread that does it, or None where nothing runs.

        """
        if self._carrier is None:
            return None
        self._carrier.given_up.set()
        return self._thread

    def cancel(self) -> None:
        """Await nothing any more; what still runs ends unheard."""
        if self._carrier is not None:
            self._carrier.arrived.disconnect(self._on_carrier_arrived)
            self._carrier.stepped.disconnect(self.stepped)
            self._carrier = None

    def _on_carrier_arrived(self, result: object, error: object) -> None:
        self._carrier = None
        if error is not None and not isinstance(error, UserError):
            # A bug must not leave the page waiting for ever.
            logger.error("work in the background failed", exc_info=error)  # type: ignore[arg-type]
            error = UserError(
                _("A fault in the program got in the way."),
                safe=_("Nothing was changed."),
                remedy=_("Try once more, or with another file."),
            )
        self.done.emit(result, error)


def _leaver(leaving: list[threading.Event]) -> Callable[[], None]:
    """Return what lets work end whose page is gone; it knows no object of Qt."""

    def leave() -> None:
        for event in leaving:
            event.set()

    return leave


class _Carrier(QObject):
    """Brings one result back; it outlives whoever asked, so that a late result harms nobody."""

    arrived = Signal(object, object)
    stepped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.given_up = threading.Event()

    def _tell(self, done: int, count: int) -> None:
        if self.given_up.is_set():
            raise GivenUpError
        self.stepped.emit(done, count)

    def carry(self, function: Callable[[Tell], Any]) -> None:
        """Run the function, on its own thread."""
        try:
            result = function(self._tell)
        except UserError as error:
            self.arrived.emit(None, error)
        except Exception as error:  # noqa: BLE001 - logged on the window's thread
            self.arrived.emit(None, error)
        else:
            self.arrived.emit(result, None)
