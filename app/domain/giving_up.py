"""Work that takes a while: how far it is, and giving it up before anything is changed."""

from collections.abc import Callable

from app.domain.errors import UserError
from app.i18n import _

Tell = Callable[[int, int], None]
"""Hears how many parts are done, and of how many (0 of 0 where nobody can say).

It raises :class:`GivenUpError` where the person has cancelled: whoever calls it undoes what it made
so far and lets the error pass. Nobody calls it any more once something has taken its place.
"""


class GivenUpError(UserError):
    """A person cancelled something under way; everything is as it was before."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("Cancelled."), safe=_("Nothing was changed."))


def untold(_done: int, _count: int) -> None:
    """Hear nothing, and give nothing up."""
