"""What was withdrawn and forgotten in this data folder, by lineage; it outlives the files.

No words lie here: ids, targets and digests only. "open" entries have not reached every copy yet.
"""

import json
import os
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.domain.codec import from_json, to_json
from app.domain.errors import StorageProblemError
from app.domain.withdrawal import Tombstone
from app.i18n import _
from app.write_points import Point, reached

_changing = threading.Lock()
"""The writer adds to the list while copies are cleaned in the background: one change at a time."""


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """A "forget the people": the entry's id and its moment (ISO text)."""

    id: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Stones:
    """What must not come back in the files of one lineage.

    Attributes:
        withdrawn: tombstones.
        forgotten: when the people were forgotten.
        open: ids of those that some backup or copy may still hold.

    """

    withdrawn: tuple[Tombstone, ...] = ()
    forgotten: tuple[Forgotten, ...] = ()
    open: frozenset[str] = field(default_factory=frozenset)

    def __or__(self, other: "Stones") -> "Stones":
        """Return both, each entry once."""
        withdrawn = {stone.id: stone for stone in (*self.withdrawn, *other.withdrawn)}
        forgotten = {one.id: one for one in (*self.forgotten, *other.forgotten)}
        return Stones(
            withdrawn=tuple(withdrawn.values()),
            forgotten=tuple(forgotten.values()),
            open=self.open | other.open,
        )


def load_all(path: Path) -> dict[str, Stones]:
    """Return every lineage's stones; a damaged list counts as empty, the files hold their own."""
    try:
        content: Any = json.loads(path.read_text("utf-8"))
        return {str(name): from_json(Stones, entry) for name, entry in content.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def load(path: Path, lineage: str) -> Stones:
    """Return one lineage's stones."""
    return load_all(path).get(lineage, Stones())


def add(path: Path, lineage: str, more: Stones) -> None:
    """Keep more stones of a lineage.

    Raises:
        StorageProblemError: where the list cannot be written.

    """
    with _changing:
        known = load_all(path)
        _save(path, {**known, lineage: known.get(lineage, Stones()) | more})


def remove(path: Path, lineage: str, entry_id: str) -> None:
    """Take an entry back that did not come about."""
    with _changing:
        known = load_all(path)
        if lineage in known:
            stones = known[lineage]
            kept = Stones(
                withdrawn=tuple(s for s in stones.withdrawn if s.id != entry_id),
                forgotten=tuple(f for f in stones.forgotten if f.id != entry_id),
                open=stones.open - {entry_id},
            )
            _save(path, {**known, lineage: kept})


def settle(path: Path, lineage: str, ids: frozenset[str]) -> None:
    """Note that entries have reached every copy."""
    with _changing:
        known = load_all(path)
        if lineage in known:
            stones = known[lineage]
            _save(path, {**known, lineage: replace(stones, open=stones.open - ids)})


def _save(path: Path, content: dict[str, Stones]) -> None:
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({name: to_json(stones) for name, stones in content.items()}, file)
            file.flush()
            os.fsync(file.fileno())
        reached(Point.STONES_WRITTEN)
        fresh.replace(path)
        reached(Point.STONES_NAMED)
    except OSError as error:
        raise StorageProblemError(
            _("The list of withdrawn words cannot be written ({reason}).").format(
                reason=error.strerror or str(error)
            ),
            safe=_("Nothing was withdrawn yet, and nothing else was changed."),
            remedy=_("Free some disk space or allow writing to the data folder, then try again."),
        ) from error
