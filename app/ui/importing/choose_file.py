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
    dialog = QFileDialog(parent, title, str(documents_dir()))
    dialog.setObjectName("import.dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    dialog.setNameFilters([_("Tables ({patterns})").format(patterns=patterns)])
    dialog.fileSelected.connect(lambda path: on_chosen(Path(path)))
    dialog.setModal(False)
    dialog.show()
    return dialog
