"""Undo: a new command that holds what was there before."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.commands import PRIVATE, Command, verb


@dataclass(frozen=True, kw_only=True)
class Image:
    """A record as it was (``row`` as JSON), or ``None`` where there was none."""

    table: str
    id: str
    row: dict[str, Any] | None


@verb("undo.restore")
@dataclass(frozen=True, kw_only=True)
class RestoreRecords(Command):
    """Put records back as they were before the entry ``undoes``.

    Attributes:
        images: what to put back.
        expects: ``table/id`` → fingerprint of the record after the change; where it differs now,
            somebody changed it since, and the undo is refused.
        private_images: the same for a person's identity.

    """

    images: tuple[Image, ...]
    expects: dict[str, str] = field(default_factory=dict)
    private_images: tuple[Image, ...] = field(default=(), metadata=PRIVATE)
