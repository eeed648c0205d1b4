"""The folder that `export` and `rehearse` write into, where other people's files may lie too.

Everything is made in a hidden folder inside it and then moved into place, so that a file is whole
or not there. A small list in the folder says what the program wrote: name → SHA-256 of the content.
What it lists and what is unchanged may be replaced; nothing else ever is.
"""

import atexit
import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from re import Pattern

from app.domain.errors import FileProblemError
from app.i18n import _

LIST_NAME = ".equity-workshop.json"
"""The list of what the program wrote: ``{"written": {name: [hash, …]}}``."""

HIDDEN_PREFIX = ".equity-workshop-"

Written = dict[str, list[str]]


class OutFolder:
    """A folder being written into: ``with OutFolder(out, names) as folder``.

    Attributes:
        inside: the hidden folder, where files are made under the names that they will have.

    """

    def __init__(
        self,
        out: Path,
        names: Collection[str],
        *,
        numbered: Pattern[str] | None = None,
        room: int = 0,
    ) -> None:
        """Prepare to write ``names`` and what ``numbered`` matches, which is ``room`` bytes large.

        Of the numbered files all are replaced at once: there may be fewer of them this time.
        """
        self.out, self.inside = out, out
        self._names, self._numbered, self._room = names, numbered, room
        self._made: list[Path] = []

    def __enter__(self) -> "OutFolder":
        """Make the folder.

        Raises:
            FileProblemError: where it cannot be written into, or another's file has such a name;
                nothing is done then.

        """
        _check_place(self.out, self._room)
        self._refuse_others(self._written())
        atexit.register(self._leave)  # Qt ends the program by itself where one of its slots asks
        try:
            self._made = [at for at in (self.out, *self.out.parents) if not at.exists()]
            self.out.mkdir(parents=True, exist_ok=True)
            self.inside = Path(tempfile.mkdtemp(prefix=HIDDEN_PREFIX, dir=self.out))
        except OSError as error:
            self._leave()
            raise _folder_closed(self.out, error) from error
        return self

    def __exit__(self, *_exc: object) -> None:
        """Take away what was not put into place, and the folder where nothing is in it."""
        self._leave()

    def put(self) -> Iterator[Path]:
        """Move everything into place, file by file; yield each path.

        Raises:
            FileProblemError: naming the file that could not be written, and those that were.

        """
        made = {path.name: _hash(path) for path in sorted(self.inside.iterdir())}
        before = self._written()
        self._refuse_others(before)
        done: list[str] = []
        # Both contents are listed while files move: whatever interrupts this, they stay known.
        both = {name: [*before.get(name, []), value] for name, value in made.items()}
        self._write_list({**before, **both}, done)
        for name in made:
            target = self.out / name
            try:
                (self.inside / name).replace(target)
            except OSError as error:
                raise not_written(name, error, done) from error
            done.append(name)
            yield target
        gone = [name for name in before if self._is_numbered(name) and name not in made]
        for name in gone:
            with suppress(OSError):
                (self.out / name).unlink(missing_ok=True)
        kept = {name: values for name, values in before.items() if name not in gone}
        self._write_list({**kept, **{name: [value] for name, value in made.items()}}, done)

    def _is_numbered(self, name: str) -> bool:
        return self._numbered is not None and self._numbered.fullmatch(name) is not None

    def _refuse_others(self, written: Written) -> None:
        try:
            there = sorted(self.out.iterdir()) if self.out.exists() else []
        except OSError as error:
            raise _folder_closed(self.out, error) from error
        wanted = {name.casefold() for name in self._names}
        for path in there:
            if path.name.casefold() not in wanted and not self._is_numbered(path.name):
                continue
            if not _is_ours(path, written.get(path.name, [])):
                raise _not_ours(path)

    def _written(self) -> Written:
        path = self.out / LIST_NAME
        if not os.path.lexists(path):
            return {}
        try:
            found = json.loads(path.read_text("utf-8"))["written"]
            return {str(name): [str(value) for value in values] for name, values in found.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise _not_ours(path) from error

    def _write_list(self, written: Written, done: list[str]) -> None:
        content = json.dumps({"written": written}, indent=1, ensure_ascii=False)
        try:
            write_file(self.inside / LIST_NAME, content.encode())
            (self.inside / LIST_NAME).replace(self.out / LIST_NAME)
        except OSError as error:
            raise not_written(LIST_NAME, error, done) from error

    def _leave(self) -> None:
        atexit.unregister(self._leave)
        if self.inside != self.out:
            shutil.rmtree(self.inside, ignore_errors=True)
        with suppress(OSError):  # the first that holds something stays, and those around it
            for folder in self._made:
                folder.rmdir()


def write_file(path: Path, content: bytes) -> None:
    """Write a file of a folder that nobody reads yet, down to the disk.

    Raises:
        FileProblemError: naming it, where it cannot be written.

    """
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise not_written(path.name, error) from error


def not_written(name: str, error: OSError, done: Collection[str] = ()) -> FileProblemError:
    """Return what to say of a file that could not be written, after those in ``done``."""
    happened = _("“{name}” could not be written: {reason}.")
    if error.errno == errno.ENOSPC:
        happened = _("“{name}” could not be written: there is no room left on that disk.")
    safe = _("Nothing was changed.")
    if done:
        safe = _("Written before it, and whole: {names}.").format(names=", ".join(done))
    reason = error.strerror or str(error)
    return FileProblemError(
        happened.format(name=name, reason=reason),
        safe=safe,
        remedy=_("Choose another folder with --out."),
    )


def _check_place(out: Path, room: int) -> None:
    """Raise where nothing can be written into a folder that may not be there yet."""
    try:
        place = next(at for at in (out, *out.absolute().parents) if os.path.lexists(at))
        with tempfile.TemporaryFile(dir=place):
            pass
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise _folder_closed(out, error) from error
    if free < room:
        raise FileProblemError(
            _("There is not enough room for {folder}: {needed} MB are needed.").format(
                folder=out, needed=room // 1_000_000
            ),
            safe=_("Nothing was changed."),
            remedy=_("Choose another folder with --out."),
        )


def _folder_closed(out: Path, error: OSError) -> FileProblemError:
    reason = error.strerror or str(error)
    return FileProblemError(
        _("Nothing can be written into {folder}: {reason}.").format(folder=out, reason=reason),
        safe=_("Nothing was changed."),
        remedy=_("Choose another folder with --out."),
    )


def _not_ours(path: Path) -> FileProblemError:
    return FileProblemError(
        _("“{name}” in {folder} was not written by this program, or was changed since.").format(
            name=path.name, folder=path.parent
        ),
        safe=_("Nothing was changed."),
        remedy=_("Choose another folder with --out."),
    )


def _is_ours(path: Path, hashes: Collection[str]) -> bool:
    try:
        return not path.is_symlink() and path.is_file() and _hash(path) in hashes
    except OSError:
        return False  # what cannot be read cannot be known


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
