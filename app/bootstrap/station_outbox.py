"""A station's outbox as its link reads it."""

from collections.abc import Sequence
from typing import Any

from app.storage import drafts, outbox
from app.storage.database import Database


class FileOutbox:
    """The outbox in a station's own file; see :class:`app.room.link.Outbox`."""

    def __init__(self, database: Database) -> None:
        """Read from ``database``, on whichever thread asks."""
        self._database = database

    def newest(self) -> tuple[int, str]:
        """Return the number of the newest entry and the digest over all."""
        with self._database.reading() as reader:
            return outbox.newest(reader)

    def after(self, seq: int, limit: int) -> Sequence[dict[str, Any]]:
        """Return the entries behind a number, in order."""
        with self._database.reading() as reader:
            return outbox.after(reader, seq, limit)

    def digest_at(self, seq: int) -> str:
        """Return the digest over the entries up to a number."""
        with self._database.reading() as reader:
            return outbox.digest_at(reader, seq)

    def drafts(self) -> int:
        """Return how many texts were begun that are no entries yet."""
        with self._database.reading() as reader:
            return sum(bool(one.text.strip()) for one in drafts.all_drafts(reader).values())
