"""The spare journal: what a workshop file refuses lies here, in another folder, until it takes it.

One file a workshop: lines of ``<crc32 in hex> <JSON>``, the first one a header, then zeros. Room
for it is taken beforehand and written over in place, so that even a full disk takes the words that
were typed when it filled up. Reading ends at the first line that is not whole.
"""

import contextlib
import errno
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from app.storage.places import folder_name
from app.write_points import Point, reached

ROOM = 1_000_000
"""Bytes taken beforehand: some hours of what a refusing disk keeps one laptop from saving."""

SUFFIX = ".spare"
VERSION = 1

Item = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """A spare journal with something in it.

    Attributes:
        path: the journal.
        workshop: the file that refused it.
        end: bytes that it holds.
        items: what it holds, in order.

    """

    path: Path
    workshop: Path
    end: int
    items: tuple[Item, ...] = field(repr=False)


class Spare:
    """The spare journal of one open workshop, in the first of several folders that takes it."""

    def __init__(self, folders: Sequence[Path], lineage: str, workshop: Path) -> None:
        """Prepare; nothing is written yet."""
        mark = zlib.crc32(str(workshop.resolve()).encode())
        self._name = f"{folder_name(lineage)}-{mark:08x}{SUFFIX}"
        self._folders = tuple(folders)
        self._header = {"version": VERSION, "lineage": lineage, "workshop": str(workshop)}
        self._items: list[Item] = []
        self._end = 0
        self._path: Path | None = None

    @property
    def folder(self) -> Path | None:
        """Return where the journal lies now, or None where nothing could be kept."""
        return self._path.parent if self._path is not None and self._items else None

    def reserve(self) -> None:
        """Take the room for the journal, in the first folder that gives it."""
        for folder in self._folders:
            path = folder / self._name
            try:
                _make_folder(folder)
                with _open(path) as file:
                    file.seek(0, os.SEEK_END)
                    if file.tell() < ROOM:
                        file.write(bytes(ROOM - file.tell()))
                        _flush(file)
            except OSError:
                continue
            self._path = path
            reached(Point.SPARE_RESERVED)
            return

    def resume(self, earlier: Found) -> None:
        """Go on behind what a journal of an earlier day holds, where it is this one's."""
        self._items += earlier.items
        if earlier.path.name == self._name:
            self._path, self._end = earlier.path, earlier.end

    def append(self, item: Item) -> Path | None:
        """Keep one more thing; return the folder where it is on the disk, None where none takes it.

        Where the folder fails, all that is kept goes to the next one.
        """
        self._items.append(item)
        if self._path is not None and self._end:
            with contextlib.suppress(OSError):
                self._write(self._path, [item])
                reached(Point.SPARE_APPENDED)
                return self._path.parent
        for folder in self._folders:
            with contextlib.suppress(OSError):
                self._end = 0
                _make_folder(folder)
                self._write(folder / self._name, [self._header, *self._items])
                self._path = folder / self._name
                reached(Point.SPARE_APPENDED)
                return folder
        self._end = 0
        return None

    def _write(self, path: Path, items: Sequence[Item]) -> None:
        data = b"".join(_line(item) for item in items)
        with _open(path) as file:
            file.seek(self._end)
            file.write(data)
            _flush(file)
        self._end += len(data)

    def empty(self) -> None:
        """Forget what the journal held, its header first; the room stays taken."""
        self._items.clear()
        if self._end:
            for folder in self._folders:
                wipe(folder / self._name)
            reached(Point.SPARE_EMPTIED)
        self._end = 0

    def remove(self) -> None:
        """Give the room back; a journal that still holds something stays."""
        if not self._items:
            for folder in self._folders:
                with contextlib.suppress(OSError):
                    (folder / self._name).unlink(missing_ok=True)


def wipe(path: Path) -> None:
    """Write zeros over a journal: half of it gone is none of it."""
    with contextlib.suppress(OSError):
        size = path.stat().st_size
        with _open(path) as file:
            for begin, end in ((0, min(size, 4096)), (min(size, 4096), size)):
                file.seek(begin)
                file.write(bytes(end - begin))
                _flush(file)


def found(folders: Sequence[Path], lineage: str = "") -> tuple[Found, ...]:
    """Return the journals that hold something, of one lineage or (for "") of all."""
    every = []
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in sorted(folder.glob(f"*{SUFFIX}")):
                header, *items = [*_read(path)] or [(0, {})]
                if header[1].get("version") == VERSION and lineage in ("", header[1]["lineage"]):
                    end, _last = items[-1] if items else header
                    workshop = Path(str(header[1].get("workshop")))
                    every.append(Found(path, workshop, end, tuple(item for _end, item in items)))
    return tuple(every)


def _read(path: Path) -> Iterator[tuple[int, Item]]:
    """Yield where each whole line ends, and what it holds."""
    try:
        with path.open("rb") as file:
            # Room that is taken and holds nothing is a megabyte of zeros: not read to its end.
            if file.read(1) in (b"", b"\0"):
                return
            file.seek(0)
            lines = file.read().split(b"\n")
    except OSError:
        return
    end = 0
    for line in lines:
        check, _space, data = line.partition(b" ")
        try:
            if int(check, 16) != zlib.crc32(data):
                return
            item = json.loads(data)
        except (ValueError, RecursionError):
            return
        if not isinstance(item, dict):
            return
        end += len(line) + 1
        yield end, item


def _line(item: Item) -> bytes:
    data = json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(data), data)


def _open(path: Path) -> BinaryIO:
    """Open to write in place; only this person may read it (names may be in it)."""
    return os.fdopen(
        os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b"
    )


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise PermissionError(errno.EACCES, "the folder is somebody else's", str(folder))


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
