"""What the two ends of a station's link hold on to: its outbox, its state, and who hears of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Outbox(Protocol):
    """What the link needs of a station's outbox; called on the link's thread."""

    def newest(self) -> tuple[int, str]:
        """Return the number of the newest entry and the digest over all; 0 and "" for none."""

    def after(self, seq: int, limit: int) -> Sequence[dict[str, Any]]:
        """Return the entries behind a number, in order, at most ``limit``."""

    def digest_at(self, seq: int) -> str:
        """Return the digest over the entries up to a number; "" for 0."""

    def drafts(self) -> int:
        """Return how many texts were begun that are no entries yet."""


@dataclass(frozen=True, kw_only=True)
class LinkState:
    """What is known of the road to the hub; the status line says no more than this.

    Attributes:
        connected: the hub answered the last time.
        heard: whether the hub ever answered; before that nobody knows what it has.
        through: every entry up to this one is on the hub's disk.
        last_seq: the newest entry here.
        equal: whether both mean the same by what the hub has.
        problem: why not: "unreachable", "another_certificate", the hub's own code, or "".
        ahead_seconds: the hub's clock minus the station's (``now`` of the link).

    """

    connected: bool = False
    heard: bool = False
    through: int = 0
    last_seq: int = 0
    equal: bool = True
    problem: str = ""
    ahead_seconds: float = 0.0

    @property
    def waiting(self) -> int:
        """Return how many entries are not known to be on the hub's disk."""
        return max(0, self.last_seq - self.through)


@dataclass
class Listeners:
    """Who hears of the link, on its thread: state, receipts of refused entries, views."""

    state_changed: Callable[[LinkState], None] = lambda _state: None
    received: Callable[[dict[str, Any]], None] = lambda _receipt: None
    viewed: Callable[[dict[str, Any]], None] = lambda _view: None
