"""What became of a file from a station: counts for people, and what its answer says."""

from dataclasses import dataclass

from app.domain.envelopes import Outcome, Receipt

FILE_SUFFIX = ".eqx"
"""How the name of a file ends that goes between a station and the hub."""

JOIN_SUFFIX = ".eqj"
"""How the name of a file ends by which a laptop without a network joins."""


@dataclass(frozen=True, kw_only=True)
class SavedJoin:
    """A file by which one laptop joins a group.

    Attributes:
        name: the file's.
        group: the group's label.
        code: what opens it: the group's join code.

    """

    name: str
    group: str
    code: str


@dataclass(frozen=True, kw_only=True)
class TakenFile:
    """A file of a station that was taken in.

    Attributes:
        name: the file's.
        station: whose it is.
        receipt: what the hub has of that station now, and what became of each entry in the file.

    """

    name: str
    station: str
    receipt: Receipt

    @property
    def fresh(self) -> int:
        """Return how many entries were new here and are part of the workshop now."""
        return self._count(Outcome.ACCEPTED)

    @property
    def known(self) -> int:
        """Return how many were here already."""
        return self._count(Outcome.REPEATED)

    @property
    def waiting(self) -> int:
        """Return how many wait for the facilitator, or for a later version of the program."""
        return self._count(Outcome.QUARANTINED, Outcome.KEPT)

    @property
    def refused(self) -> int:
        """Return how many did not become part of the workshop."""
        return self._count(Outcome.REFUSED, Outcome.SET_ASIDE)

    def _count(self, *outcomes: Outcome) -> int:
        return sum(result.outcome in outcomes for result in self.receipt.results)
