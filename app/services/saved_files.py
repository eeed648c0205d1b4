"""Writing a file that was made here to where somebody wants it, and noting that it left."""

import contextlib
import errno
from datetime import datetime
from pathlib import Path

from app.domain.errors import FileProblemError
from app.i18n import _
from app.services.exports_log import record_export
from app.services.files import WorkshopFile


def save_file(
    file: WorkshopFile, target: Path, data: bytes, *, at: datetime, before_reveal: bool = False
) -> Path:
    """Write ``data`` to ``target``, whole or not at all (on the writer's thread).

    Raises:
        FileProblemError: where it cannot be written.

    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        full = error.errno == errno.ENOSPC
        raise FileProblemError(
            _("There is no room left on that disk.")
            if full
            else _("The file could not be written."),
            safe=_("The workshop itself is saved and unchanged."),
            remedy=_("Choose another folder."),
        ) from error
    kind = target.suffix.lstrip(".")
    record_export(file.database, kind=kind, path=target, at=at, before_reveal=before_reveal)
    return target
