"""Handing a running room over to a co-facilitator's laptop."""

import secrets
import unicodedata

from app.domain.errors import NotAllowedError
from app.i18n import _

HANDOVER_SUFFIX = ".eqh"
"""How the name of a hand-over file ends."""

SHORTEST_PASSPHRASE = 10
"""Characters, without spaces and dashes."""

_EASY_TO_TELL_APART = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class HandedOverError(NotAllowedError):
    """Another laptop runs the room: two hubs would each get half of the day."""

    def __init__(self) -> None:
        """Say it calmly."""
        super().__init__(
            _("This room was handed over to another laptop."),
            safe=_("Everything here is as it was then; devices write to the other laptop."),
            remedy=_("To run the room here after all, open “Hand over” in After."),
        )


def suggested_passphrase() -> str:
    """Return a passphrase that can be read aloud: 73 random bits in three groups of five."""
    groups = ("".join(secrets.choice(_EASY_TO_TELL_APART) for _n in range(5)) for _g in range(3))
    return "-".join(groups)


def meant(passphrase: str) -> str:
    """Return a passphrase as it was meant: without case, spaces and dashes, however composed."""
    folded = unicodedata.normalize("NFKC", passphrase).casefold()
    return "".join(c for c in folded if not (c.isspace() or unicodedata.category(c) == "Pd"))


def is_long_enough(passphrase: str) -> bool:
    """Tell whether a passphrase may lock a file."""
    return len(meant(passphrase)) >= SHORTEST_PASSPHRASE
