"""Reading what can still be read of a damaged workshop file: from a copy, row by row.

The damaged file itself is only copied. Where its first page's header makes no sense, the header of
a backup is put on the copy: all the rest is often whole
(https://www.sqlite.org/fileformat2.html#the_database_header).
"""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.drafts import Draft
from app.domain.people import PersonIdentity
from app.domain.workshop import Hosts
from app.storage import scratch
from app.storage.format import MAGIC
from app.storage.ledger import LedgerEntry
from app.storage.opening import SIDE_FILES, beside_file
from app.storage.rows import from_row

HEADER_BYTES = 100

SMALLEST_ROW = 8
"""Bytes of a row at least: a damaged number may name more rows than the file can hold."""


@dataclass(frozen=True, kw_only=True)
class Salvage:
    """What a damaged file still gives.

    Attributes:
        entries: the ledger's entries that can be read, in order.
        drafts: what was being typed.
        identities: people's names.
        hosts: the hosts' names, or None.

    """

    entries: tuple[LedgerEntry, ...] = ()
    drafts: tuple[Draft, ...] = ()
    identities: tuple[PersonIdentity, ...] = field(default=(), repr=False)
    hosts: Hosts | None = field(default=None, repr=False)


def salvage(path: Path, backup: Path, *, known: Callable[[str], bool]) -> Salvage:
    """Read what stands in a damaged file and is not ``known`` (by its entry's id) already.

    ``backup`` lends its header. Never raises for what cannot be read.
    """
    try:
        with scratch.place() as folder:
            copy = folder / "copy.eqw"
            for side in ("", *SIDE_FILES[:1]):
                if beside_file(path, side).exists():
                    shutil.copyfile(beside_file(path, side), beside_file(copy, side))
            if not _answers(copy):
                _lend_header(copy, backup)
            with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA trusted_schema=OFF")
                return _read(connection, known, copy.stat().st_size // SMALLEST_ROW)
    except (OSError, sqlite3.Error):
        return Salvage()


def _answers(copy: Path) -> bool:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(copy)) as found:
        return bool(found.execute("SELECT count(*) FROM ledger").fetchone())
    return False


def _lend_header(copy: Path, backup: Path) -> None:
    """Put a backup's header on the copy, with the size that the copy really has."""
    with backup.open("rb") as file:
        header = bytearray(file.read(HEADER_BYTES))
    if not header.startswith(MAGIC):
        return
    page = int.from_bytes(header[16:18], "big")
    size = copy.stat().st_size
    header[28:32] = (size // (page if page > 1 else 65536)).to_bytes(4, "big")
    header[32:40] = bytes(8)  # no page counts as free: nothing is written here
    header[92:96] = header[24:28]
    with copy.open("r+b") as file:
        file.write(header)
    beside_file(copy, "-journal").unlink(missing_ok=True)


def _read(connection: sqlite3.Connection, known: Callable[[str], bool], most: int) -> Salvage:
    entries = []
    for seq in range(min(_highest(connection), most), 0, -1):
        entry = _first(connection, "SELECT * FROM ledger WHERE seq = ?", (seq,), _entry)
        if entry is not None and known(entry.id):
            break
        if entry is not None:
            entries.append(entry)
    identities = _rows(
        connection, "identities", most, lambda row: from_row(PersonIdentity, dict(row))
    )
    hosts = _rows(connection, "hosts", most, lambda row: from_row(Hosts, dict(row)))
    return Salvage(
        entries=tuple(reversed(entries)),
        drafts=tuple(_rows(connection, "drafts", most, _draft)),
        identities=tuple(identities),
        hosts=next(iter(hosts), None),
    )


def _highest(connection: sqlite3.Connection) -> int:
    with contextlib.suppress(sqlite3.Error):
        return int(connection.execute("SELECT max(seq) FROM ledger").fetchone()[0] or 0)
    with contextlib.suppress(sqlite3.Error, TypeError):
        return int(connection.execute("SELECT seq FROM sqlite_sequence").fetchone()[0])
    return 0


def _rows(
    connection: sqlite3.Connection, table: str, most: int, read: Callable[[sqlite3.Row], Any]
) -> Any:
    """Return the rows of a small table one by one, as far as each can be read."""
    with contextlib.suppress(sqlite3.Error):
        (last,) = connection.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()
        query = f'SELECT * FROM "{table}" WHERE rowid = ?'
        found = (_first(connection, query, (n,), read) for n in range(1, min(last or 0, most) + 1))
        return [one for one in found if one is not None]
    return []


def _first(
    connection: sqlite3.Connection,
    query: str,
    values: tuple[Any, ...],
    read: Callable[[sqlite3.Row], Any],
) -> Any:
    with contextlib.suppress(sqlite3.Error, ValueError, TypeError, LookupError):
        row = connection.execute(query, values).fetchone()
        return None if row is None else read(row)
    return None


def _entry(row: sqlite3.Row) -> LedgerEntry:
    return LedgerEntry(
        row["seq"], row["id"], row["kind"], datetime.fromisoformat(row["at"]), row["station"],
        row["undoes"], json.loads(row["payload"]), bool(row["withdrawn"]),
    )  # fmt: skip


def _draft(row: sqlite3.Row) -> Draft:
    based_on = tuple(json.loads(row["based_on"]))
    return Draft(key=row["key"], text=row["text"], at=row["at"], based_on=based_on)
