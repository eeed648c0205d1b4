"""What every user verb has in common, and the register of all verbs.

A command is made where something was typed; its id is the id of the ledger entry that it becomes,
so the same command twice is one change.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from app.domain.codec import CodecError, from_json, once, to_json
from app.domain.ids import HUB, new_id

PRIVATE = {"private": True}
"""Field metadata: a person's identity, kept out of the ledger."""

WORDS = {"words": True}
"""Field metadata: somebody's own words, which may be withdrawn."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """One user verb.

    Attributes:
        id: the entry's id, made where it was typed.
        at: when it was typed (UTC); None until the hub stamps it.
        station: who typed it.
        undoes: the entry that this command takes back, or "".

    """

    id: str = field(default_factory=new_id)
    at: datetime | None = None
    station: str = HUB
    undoes: str = ""

    @property
    def when(self) -> datetime:
        """The moment of the command; it must have been stamped.

        Raises:
            ValueError: on a command that was never stamped.

        """
        if self.at is None:
            raise ValueError(f"{type(self).__name__} was never stamped with a time")
        return self.at


@dataclass(frozen=True)
class Kind:
    """A registered verb: its class, its name in the ledger, the version of its form."""

    cls: type[Command]
    name: str
    version: int


_BY_NAME: dict[str, Kind] = {}
_BY_CLASS: dict[type[Command], Kind] = {}
C = TypeVar("C", bound=Command)


def verb(name: str, version: int = 1) -> Callable[[type[C]], type[C]]:
    """Register a command class under its ledger name, such as ``norm.add``."""

    def register(cls: type[C]) -> type[C]:
        if name in _BY_NAME:
            raise ValueError(f"two commands are named {name}")
        kind = Kind(cls, name, version)
        _BY_NAME[name] = kind
        _BY_CLASS[cls] = kind
        return cls

    return register


def kind_of(command: Command | type[Command]) -> Kind:
    """Return the registered kind of a command or its class."""
    cls = command if isinstance(command, type) else type(command)
    return _BY_CLASS[cls]


def class_of_verb(name: str) -> type[Command] | None:
    """Return the class of a verb by its ledger name; None for one this version does not know."""
    kind = _BY_NAME.get(name)
    return kind.cls if kind else None


def all_kinds() -> tuple[Kind, ...]:
    """Return every registered verb, by name."""
    return tuple(_BY_NAME[name] for name in sorted(_BY_NAME))


_ENVELOPE = ("id", "at", "station", "undoes")


@once
def private_fields(cls: type[Command]) -> tuple[str, ...]:
    """Return the names of a command's fields that must never reach the ledger."""
    return tuple(f.name for f in fields(cls) if f.metadata.get("private"))


@once
def word_fields(cls: type[Command]) -> tuple[str, ...]:
    """Return the names of a command's fields that carry somebody's words."""
    return tuple(f.name for f in fields(cls) if f.metadata.get("words"))


def payload_of(command: Command) -> dict[str, Any]:
    """Return what the ledger keeps of a command: its own fields without the private ones."""
    return {name: to_json(getattr(command, name)) for name in _ledger_fields(type(command))}


@once
def _ledger_fields(cls: type[Command]) -> tuple[str, ...]:
    hidden = {*_ENVELOPE, *private_fields(cls)}
    return tuple(field.name for field in fields(cls) if field.name not in hidden)


def from_payload(
    name: str, payload: dict[str, Any], *, id: str, at: datetime, station: str, undoes: str
) -> Command:
    """Rebuild a command from its ledger entry.

    Raises:
        CodecError: for a verb this version does not know, or a payload that does not fit it.

    """
    kind = _BY_NAME.get(name)
    if kind is None:
        raise CodecError(f"unknown command {name}")
    given = {"id": id, "at": at.astimezone(UTC), "station": station, "undoes": undoes}
    return from_json(kind.cls, payload, given)
