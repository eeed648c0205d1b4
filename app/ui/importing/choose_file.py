"""Asking for a file without stopping the day: the dialog never blocks the window behind it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.paths import documents_dir

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
"""Files that may hold a table."""


def choose_table(parent: QWidget, title: str, on_chosen: Callable[[Path], None]) -> QFileDialog:
    """Ask for a file with a table; ``on_chosen`` gets it, and is not called on "cancel"."""
    return choose_file(parent, title, _kinds(), on_chosen)


def choose_tables(
    parent: QWidget, title: str, on_chosen: Callable[[list[Path]], None]
) -> QFileDialog:
    """Ask for one file with a table, or several; ``on_chosen`` is not called on "cancel"."""
    dialog = _dialog(parent, title, _kinds(), None)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda paths: on_chosen([Path(path) for path in paths]))
    dialog.show()
    return dialog


def choose_file(
    parent: QWidget, title: str, kinds: str, on_chosen: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a file of ``kinds``, such as "Tables (*.csv)"."""
    dialog = _dialog(parent, title, kinds, on_chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.show()
    return dialog


def choose_place(
    parent: QWidget, title: str, kinds: str, name: str, on_chosen: Callable[[Path], None]
) -> QFileDialog:
    """Ask where to save a file, offering ``name``."""
    dialog = _dialog(parent, title, kinds, on_chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(name)
    dialog.show()
    return dialog


def _kinds() -> str:
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    return _("Tables ({patterns})").format(patterns=patterns)


def _dialog(
    parent: QWidget, title: str, kinds: str, on_chosen: Callable[[Path], None] | None
) -> QFileDialog:
    for other in parent.findChildren(QFileDialog, "import.dialog"):
        other.close()  # asked once more: one dialog is enough
    dialog = QFileDialog(parent, title, str(documents_dir()))
    say_labels(dialog)
    dialog.setObjectName("import.dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters([kinds])
    if on_chosen is not None:
        dialog.fileSelected.connect(lambda path: on_chosen(Path(path)))
    # Beside the window, not over it: the day may be running.
    dialog.setModal(False)
    return dialog


def say_labels(dialog: QFileDialog) -> None:
    """Say two labels that Qt has in English only, where the dialog is Qt's own."""
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of type:"))
