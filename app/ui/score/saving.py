"""Tells truthfully whether what was typed on this laptop is on its disk."""

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.ids import new_id
from app.i18n import _
from app.operations import Operations


class SavingWatch(QObject):
    """Follows edits until the writer thread has passed them.

    A fence (an empty job) goes into the writer's queue behind the edits; when it comes back, all
    before it is on the disk. One fence is under way at a time, so that typing stays cheap.

    Signals:
        status_changed(str, str): words and tone for the status line.
    """

    status_changed = Signal(str, str)

    def __init__(self, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._fence = ""
        self._edited_since = False
        self._trouble = False
        self._too_long = False
        self._problem = ""
        operations.job_done.connect(self._on_job_done)
        operations.trouble.connect(self._on_trouble)
        operations.failed.connect(self._on_failed)

    def note_edit(self) -> None:
        """Say that something was just handed to the writer."""
        self._problem = ""
        self._edited_since = True
        if not self._fence:
            self._send_fence()
        self.tell()

    def note_too_long(self, too_long: bool) -> None:
        """Say that a field holds more than an entry can."""
        self._too_long = too_long
        self.tell()

    def note_refused(self, error: UserError) -> None:
        """Say why something was not taken."""
        self._problem = str(error)
        self.tell()

    def _send_fence(self) -> None:
        self._fence = new_id()
        self._edited_since = False
        self._operations.run_job(self._fence, lambda _file: None)

    def _on_job_done(self, token: str, _result: object, _error: object) -> None:
        if not self._fence or token != self._fence:
            return
        self._fence = ""
        if self._edited_since:
            self._send_fence()
        self.tell()

    def _on_trouble(self, error: object) -> None:
        self._trouble = error is not None
        self.tell()

    def _on_failed(self, _what: str) -> None:
        self._problem = _("Something was not saved. Your words are still here: type on to retry.")
        self.tell()

    def tell(self) -> None:
        """Say how things stand."""
        if self._problem:
            self.status_changed.emit(self._problem, "overtime")
        elif self._trouble:
            words = _("Not on the disk yet. Your words are kept here, and saving is tried again.")
            self.status_changed.emit(words, "attention")
        elif self._too_long:
            words = _("This is too long for one answer. It is kept; please shorten it.")
            self.status_changed.emit(words, "attention")
        elif self._fence:
            self.status_changed.emit(_("Saving…"), "")
        else:
            self.status_changed.emit(_("Saved on this laptop"), "success")
