"""A file that is dragged over a page or dropped on it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_file(event: QDropEvent, suffixes: Sequence[str]) -> Path | None:
    """Return the one local file that is being dropped where its suffix is known, or None."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in suffixes else None
