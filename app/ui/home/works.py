"""What Home does with whole workshop files, off the window's thread: each can be cancelled."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell
from app.i18n import _
from app.ui.home import mending
from app.ui.home.actions import HomeActions
from app.ui.under_way import UnderWay


class Works(QObject):
    """Does one thing at a time, shown by a strip.

    Attributes:
        strip: shows what is under way.

    Signals:
        done(object, str, str): the path to be chosen now (or None), and what to say: a strong line
            ("" for nothing) and the rest.
        given_up(str): it was cancelled; what to say.
        failed(object): the UserError.
        backups_read(object): a workshop's backups.
        found(object, object): the workshop that a device's file belongs to, and that file.
    """

    done = Signal(object, str, str)
    given_up = Signal(str)
    failed = Signal(object)
    backups_read = Signal(object)
    found = Signal(object, object)

    def __init__(self, actions: HomeActions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.strip = UnderWay("home.work")

    def duplicate(self, path: Path, day: date) -> None:
        """Make next year's workshop."""
        self._begin(
            _("Making the copy…"),
            lambda tell: self._actions.duplicate(path, day, tell),
            lambda copy: (copy, _("The copy is ready."), ""),
        )

    def export(self, path: Path, target: Path, names: bool) -> None:
        """Write a clean copy to ``target``."""
        self._begin(
            _("Exporting {name}…").format(name=target.name),
            lambda tell: self._actions.export(path, target, names, tell),
            lambda _result: (None, _("Exported as {name}.").format(name=target.name), ""),
        )

    def import_file(self, source: Path) -> None:
        """Take a received file in."""
        self._begin(
            _("Importing {name}…").format(name=source.name),
            lambda tell: self._actions.import_file(source, tell),
            lambda arrived: (arrived, _("The workshop was imported."), ""),
        )

    def receive_handover(self, source: Path, passphrase: str) -> None:
        """Take in what was handed over."""
        self._begin(
            _("Taking in “{name}”…").format(name=source.name),
            lambda tell: self._actions.receive_handover(source, passphrase, tell),
            lambda arrived: (
                arrived,
                _("The workshop is here, with its room."),
                _("Open it, and open the room: the devices go on with this laptop."),
            ),
        )

    def find_workshop(self, source: Path) -> None:
        """Look for the workshop that a device's file belongs to; ``found`` tells."""

        def on_done(path: object, error: object) -> None:
            if isinstance(error, UserError):
                self._on_error(error)
            else:
                self.found.emit(path, source)

        self.strip.begin(
            _("Looking for its workshop…"),
            lambda tell: self._actions.workshop_of(source, tell),
            on_done,
        )

    def restore(self, path: Path, backup: Path) -> None:
        """Put a backup in a workshop's place."""
        self._begin(
            _("Putting the backup in place…"),
            lambda tell: self._actions.restore(path, backup, tell),
            lambda _result: (None, _("The backup is in place."), ""),
        )

    def rebuild(self, path: Path) -> None:
        """Rebuild a damaged workshop."""
        self._begin(
            _("Rebuilding the workshop…"),
            lambda tell: self._actions.rebuild(path, tell),
            lambda rebuilt: (path, *mending.rebuilt_words(rebuilt)),
        )

    def fetch(self, rescued: Path) -> None:
        """Bring back a workshop that only a second place has."""
        self._begin(
            _("Bringing the workshop back…"),
            lambda tell: self._actions.fetch(rescued, tell),
            lambda path: (path, "", ""),
        )

    def read_backups(self, path: Path) -> None:
        """Look for a workshop's backups, also in a second folder that may be slow."""

        def on_done(found: object, error: object) -> None:
            if isinstance(error, UserError):
                self._on_error(error)
            else:
                self.backups_read.emit(found)

        self.strip.begin(
            _("Looking for backups…"), lambda tell: self._actions.backups(path, tell), on_done
        )

    def _begin(
        self,
        words: str,
        work: Callable[[Tell], Any],
        told: Callable[[Any], tuple[Path | None, str, str]],
    ) -> None:
        def on_done(result: object, error: object) -> None:
            if isinstance(error, UserError):
                self._on_error(error)
            else:
                self.done.emit(*told(result))

        self.strip.begin(words, work, on_done)

    def _on_error(self, error: UserError) -> None:
        if isinstance(error, GivenUpError):
            self.given_up.emit(str(error))
        else:
            self.failed.emit(error)
