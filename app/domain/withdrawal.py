"""Withdrawing words: what is erased, and the tombstone that stays."""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.commands import Command, verb
from app.domain.records import Record, record

SHORTEST_RECOGNISED = 20
"""Characters from which a text is taken for the same words wherever it occurs.

Shorter ones ("More counselors") several people write on their own: they are erased in their own
place only, and never refused to somebody else.
"""


@record("tombstones")
@dataclass(frozen=True, kw_only=True)
class Tombstone(Record):
    """The trace of withdrawn words: no text, only what recognises it if it comes back."""

    at: str
    target: str
    entry_ids: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()


@verb("words.withdraw")
@dataclass(frozen=True, kw_only=True)
class WithdrawWords(Command):
    """Erase somebody's words everywhere in this workshop.

    Attributes:
        target: ``cell:<key>``, ``history:<id>``, ``next_steps:<id>`` or ``themes:<id>``.
        digests: filled in by the service, so that a replay keeps the same tombstone.

    """

    target: str
    digests: tuple[str, ...] = ()
    entry_ids: tuple[str, ...] = field(default_factory=tuple)


def normalised(text: str) -> str:
    """Return a text as compared: NFKC, case folded, runs of spaces as one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_recognisable(text: str) -> bool:
    """Tell whether a text is long enough to be known again as the same words."""
    return len(normalised(text)) >= SHORTEST_RECOGNISED


def digest(text: str, salt: str) -> str:
    """Return the digest that recognises a text; ``salt`` is the workshop's lineage.

    PBKDF2 (RFC 8018) makes guessing a withdrawn sentence from a file costly.
    """
    return _derived(normalised(text), salt)


@lru_cache(maxsize=20_000)
def _derived(text: str, salt: str) -> str:
    """Return the digest; remembered, as every backup of a workshop holds the same words."""
    return hashlib.pbkdf2_hmac("sha256", text.encode(), salt.encode(), 2_000).hex()[:40]


WITHDRAWN = {"withdrawn": True}
"""The value that stands in the ledger for withdrawn words."""
