"""The head of a workshop file: what it says of itself, read without SQLAlchemy and in one look."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

PREPARING, RUNNING, PAUSED, FINISHED = "preparing", "running", "paused", "finished"


@dataclass(frozen=True, kw_only=True)
class FileHead:
    """What a workshop file says of itself.

    Attributes:
        lineage, epoch: see :class:`app.domain.workshop.Workshop`.
        district, date: the workshop's.
        sample: whether it is the bundled sample.
        state: "preparing", "running", "paused" or "finished".
        state_since: when that state began (UTC), or None while preparing; of a running day, when
            the day was started.
        last_used: when the newest change was recorded (UTC), or None.
        schema_version: of the file.
        time_zone: see :class:`app.domain.workshop.Workshop`.

    """

    lineage: str
    epoch: str
    district: str
    date: date
    sample: bool
    state: str
    state_since: datetime | None
    last_used: datetime | None
    schema_version: int
    time_zone: str = ""


def head_of(connection: sqlite3.Connection, version: int) -> FileHead:
    """Read the head over a connection to a file of a schema version; what raises is damage."""
    row = dict(connection.execute("SELECT * FROM workshop").fetchone())
    state, since = _state(connection)
    newest = connection.execute("SELECT recorded_at FROM ledger ORDER BY seq DESC LIMIT 1")
    found = newest.fetchone()
    used = datetime.fromisoformat(found[0]) if found else None
    for moment in (since, used):
        check_moment(moment)
    return FileHead(
        lineage=str(row["lineage"]),
        epoch=str(row["epoch"]),
        district=str(row["district"]),
        date=date.fromisoformat(row["date"]),
        sample=bool(row.get("sample")),
        state=state,
        state_since=since,
        last_used=used,
        schema_version=version,
        time_zone=str(row.get("time_zone") or ""),
    )


def check_moment(moment: datetime | None) -> None:
    """Refuse a moment that no clock on this laptop can show (year 1, or no time zone).

    Raises:
        ValueError, OverflowError: which of them depends on the system.

    """
    if moment is not None:
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment.astimezone()
        moment.timestamp()


def _state(connection: sqlite3.Connection) -> tuple[str, datetime | None]:
    state, since, began = PREPARING, None, None
    for row in connection.execute("SELECT kind, moment FROM clock_events ORDER BY number"):
        kind: Any = row["kind"]
        fresh = {"start": RUNNING, "resume": RUNNING, "pause": PAUSED, "finish": FINISHED}.get(kind)
        if kind == "go" and state == FINISHED:
            fresh = RUNNING
        if fresh:
            state, since = fresh, datetime.fromisoformat(row["moment"])
        if kind == "start":
            began = since
    # A day runs since it was started, however often it was paused or taken up again.
    return state, began if state == RUNNING else since
