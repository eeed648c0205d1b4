"""A file that is dragged over a page or dropped on it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDropEvent


def dropped_file(event: QDropEvent, suffixes: Sequence[str]) -> Path | None:
    """Return the one local file that is being dropped where its suffix is known, or None."""
    paths = dropped_files(event, suffixes)
    return paths[0] if len(paths) == 1 else None


def dropped_files(event: QDropEvent, suffixes: Sequence[str]) -> list[Path]:
    """Return the local files that are being dropped where all suffixes are known, or none."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    known = all(path.suffix.lower() in suffixes for path in paths)
    return paths if known and len(paths) == len(urls) else []
