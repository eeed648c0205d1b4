"""A strip for work that takes a while: what is going on, how far it is, and a way to cancel it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.domain.giving_up import Tell
from app.i18n import _
from app.ui.background import Background
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

SHOW_AFTER_MS = 300
"""What is done sooner needs no strip that flashes."""

OnDone = Callable[[Any, Any], None]
"""Gets the result, or None and the UserError instead of it."""


class UnderWay(Panel):
    """Does one thing at a time off the window's thread, and shows it while it lasts.

    Cancelled work ends with a :class:`~app.domain.giving_up.GivenUpError`, or with its result where
    it was done by then; until it has ended the strip says so.

    Signals:
        rested(): nothing is under way any more.
    """

    rested = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, own_button: bool = True
    ) -> None:
        """Start hidden; ``name`` is the object's name, its button is called ``name.cancel``.

        Without its ``own_button`` it is cancelled by one that its page has anyway.
        """
        super().__init__(parent=parent)
        self.setObjectName(name)
        self._background = Background(self)
        self._background.done.connect(self._on_background_done)
        self._background.stepped.connect(self._on_background_stepped)
        self._on_done: OnDone | None = None
        self._words = Label(role="strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = Button(_("Cancel"))
        self._cancel.setObjectName(f"{name}.cancel")
        self._cancel.clicked.connect(lambda: self.give_up())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOW_AFTER_MS)
        self._later.timeout.connect(self.show)
        self.header.insertWidget(0, self._words, 1)
        self.add_action(self._cancel)
        self.add(self._bar)
        if not own_button:
            self._cancel.hide()
        self.hide()

    @property
    def busy(self) -> bool:
        """Tell whether something is under way."""
        return self._background.busy

    def begin(self, words: str, work: Callable[[Tell], Any], on_done: OnDone) -> bool:
        """Do ``work``; tell whether it began: while something is under way, nothing else does."""
        if self.busy:
            self.show()
            return False
        self._on_done = on_done
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._later.start()
        self._background.start_in_steps(work)
        return True

    def give_up(self) -> threading.Thread | None:
        """Cancel what is under way; it ends at its next step. Return the thread that does it."""
        if self.busy:
            self._words.setText(_("Cancelling…"))
        return self._background.give_up()

    def drop(self) -> None:
        """Await nothing any more: what is under way is cancelled, and its result never comes."""
        self._background.give_up()
        self._background.cancel()
        self._later.stop()
        self._on_done = None
        self.hide()

    def _on_background_stepped(self, done: int, count: int) -> None:
        """Show how far it is; in thousands, as a bar holds no large numbers such as bytes."""
        self._bar.setRange(0, 1000 if count else 0)
        self._bar.setValue(round(1000 * done / count) if count else 0)

    def _on_background_done(self, result: object, error: object) -> None:
        self._later.stop()
        self.hide()
        on_done, self._on_done = self._on_done, None
        if on_done is not None:
            on_done(result, error)
        if not self.busy:
            self.rested.emit()
