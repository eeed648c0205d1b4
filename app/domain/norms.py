"""Norms: how the room wants to work; offered, edited, adopted."""

from dataclasses import dataclass, field

from app.domain.commands import Command, verb
from app.domain.records import Record, record


@record("norms")
@dataclass(frozen=True, kw_only=True)
class Norm(Record):
    """One norm.

    Attributes:
        position: order.
        name, text: by language.
        untranslated: languages whose wording is older than an edit in another language.

    """

    position: float
    name: dict[str, str]
    text: dict[str, str] = field(default_factory=dict)
    untranslated: tuple[str, ...] = ()


@verb("norm.add")
@dataclass(frozen=True, kw_only=True)
class AddNorm(Command):
    """Add a norm, worded in one or more languages."""

    norm_id: str
    name: dict[str, str]
    text: dict[str, str] = field(default_factory=dict)
    position: float


@verb("norm.edit")
@dataclass(frozen=True, kw_only=True)
class EditNorm(Command):
    """Word a norm anew in one language; the other languages are marked as not yet translated."""

    norm_id: str
    language: str
    name: str
    text: str


@verb("norm.move")
@dataclass(frozen=True, kw_only=True)
class MoveNorm(Command):
    """Give a norm another place."""

    norm_id: str
    position: float


@verb("norm.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveNorm(Command):
    """Remove a norm."""

    norm_id: str


@verb("norm.adopt")
@dataclass(frozen=True, kw_only=True)
class AdoptNorms(Command):
    """Mark the moment when the room adopts its norms (or take it back)."""

    adopted: bool = True
