"""Asking for a file without stopping the day: the dialog never blocks the window behind it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.paths import documents_dir

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
"""Files that may hold a table."""


def choose_table(parent: QWidget, title: str, on_chosen: Callable[[Path], None]) -> QFileDialog:
    """Ask for a file with a table; ``on_chosen`` gets it, and is not called on "cancel"."""
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    kinds = _("Tables ({patterns})").format(patterns=patterns)
    return choose_file(parent, title, kinds, on_chosen)


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


def _dialog(
    parent: QWidget, title: str, kinds: str, on_chosen: Callable[[Path], None]
) -> QFileDialog:
    for other in parent.findChildren(QFileDialog, "import.dialog"):
        other.close()  # asked once more: one dialog is enough
    dialog = QFileDialog(parent, title, str(documents_dir()))
    dialog.setObjectName("import.dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters([kinds])
    dialog.fileSelected.connect(lambda path: on_chosen(Path(path)))
    # Beside the window, not over it: the day may be running.
    dialog.setModal(False)
    return dialog
