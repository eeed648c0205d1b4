"""Saving the list of people as a file for a spreadsheet."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.domain.ids import new_id
from app.i18n import _
from app.services import people_list
from app.services.files import WorkshopFile
from app.services.reports import suggested_name
from app.services.saved_files import save_file
from app.ui.desk import Desk
from app.ui.importing.choose_file import choose_place


class SaveList(QObject):
    """Asks for a place and writes the list there, off the window's thread.

    Signals:
        saved(object): the path of the file, which is noted among those that left.
        failed(object): the UserError that says why not.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._under_way: dict[str, Path] = {}
        desk.operations.job_done.connect(self._on_job_done)

    def ask(self) -> None:
        """Ask for a place; a workbook is offered, ".csv" is written where that is typed."""
        offered = suggested_name(self._desk.snapshot, f"people{people_list.SUFFIXES[0]}")
        kinds = _("Tables ({patterns})").format(patterns="*.xlsx *.csv")
        choose_place(self._view, _("Save the list"), kinds, offered, self.save)

    def save(self, path: Path) -> None:
        """Write the list as it is now."""
        if path.suffix.lower() not in people_list.SUFFIXES:
            path = path.with_name(path.name + people_list.SUFFIXES[0])
        token, at, snapshot = new_id(), self._desk.now(), self._desk.snapshot
        self._under_way[token] = path

        def job(file: WorkshopFile) -> Path:
            return save_file(file, path, people_list.content(snapshot, path.suffix), at=at)

        self._desk.operations.run_job(token, job)

    def _on_job_done(self, token: str, result: object, error: object) -> None:
        path = self._under_way.pop(token, None)
        if path is None:
            return
        if isinstance(error, UserError):
            self.failed.emit(error)
        elif error is None:
            self.saved.emit(path)
