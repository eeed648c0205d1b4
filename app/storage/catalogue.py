"""The heads of many workshop files, read again only where a file has changed.

The catalogue is a JSON file that may be missing, old or damaged at any time: it is then rebuilt
from the workshop files. Only good heads are kept in it; a problem is looked at afresh every time.
"""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.codec import from_json, to_json
from app.domain.errors import FileProblemError
from app.storage import opening
from app.storage.head import FileHead, check_moment
from app.write_points import Point, reached

VERSION = 2
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """A file with its head, or with what is wrong with it."""

    path: Path
    head: FileHead | None
    problem: FileProblemError | None = None


def heads(paths: Iterable[Path], catalogue: Path) -> tuple[Found, ...]:
    """Return what every file says of itself, and keep it for the next time."""
    known = _load(catalogue)
    found, fresh = [], {}
    for path in paths:
        mark = _mark(path)
        entry = known.get(path.name, {})
        head = _remembered(entry) if mark is not None and entry.get("mark") == mark else None
        if head is not None:
            found.append(Found(path, head))
            fresh[path.name] = entry
            continue
        one = look(path)
        found.append(one)
        if one.head is not None and mark is not None:
            fresh[path.name] = {"mark": mark, "head": to_json(one.head)}
    if fresh != known:
        _save(catalogue, fresh)
    return tuple(found)


def look(path: Path) -> Found:
    """Return what one file says of itself."""
    try:
        return Found(path, opening.inspect(path))
    except FileProblemError as error:
        return Found(path, None, error)


def _mark(path: Path) -> list[int] | None:
    """Return what changes with a file; None where a change was cut off, or it is not there."""
    try:
        if opening.beside_file(path, "-journal").exists():
            return None
        status = path.stat()
    except OSError:
        return None
    return [status.st_mtime_ns, status.st_size]


def _remembered(entry: dict[str, Any]) -> FileHead | None:
    """Return the head that the catalogue keeps; None where it is none."""
    try:
        head = from_json(FileHead, entry["head"])
        for moment in (head.state_since, head.last_used):
            check_moment(moment)
        return head
    except (ValueError, KeyError, OverflowError):
        return None


def _load(catalogue: Path) -> dict[str, dict[str, Any]]:
    try:
        content: Any = json.loads(catalogue.read_text("utf-8"))
        if content["version"] != VERSION:
            return {}
        return {str(name): dict(entry) for name, entry in content["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _save(catalogue: Path, files: dict[str, dict[str, Any]]) -> None:
    fresh = catalogue.with_suffix(".new")
    try:
        fresh.write_text(json.dumps({"version": VERSION, "files": files}), "utf-8")
        reached(Point.CATALOGUE_WRITTEN)
        fresh.replace(catalogue)
        reached(Point.CATALOGUE_NAMED)
    except OSError as error:
        logger.info("the catalogue was not kept: %s", error.strerror)
