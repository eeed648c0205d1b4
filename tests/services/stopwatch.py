"""A plain model of the day's clock: somebody who writes down, each second, what is on.

It knows nothing of moments, zones or events. A second is a place in a list; "ten minutes ago" rubs
out the last entries and writes others; undo strikes the last verb out and copies the list again.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Verb:
    """What somebody did, at a second of the day; ``settled`` verbs are not taken back by undo."""

    at: int
    name: str
    activity: str = ""
    number: int = 0
    durations: tuple[tuple[str, int], ...] = ()
    settled: bool = False


@dataclass
class Stopwatch:
    """The list of seconds, and how long each activity may take (seconds by activity, in order)."""

    planned: dict[str, int]
    verbs: list[Verb] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._wipe()

    def _wipe(self) -> None:
        self.list: list[str] = []
        self.may_take = dict(self.planned)
        self.taken_off = dict.fromkeys(self.planned, 0)
        self.left_out: set[str] = set()
        self.phase, self.on, self.moved_at, self.finished_at = "not_started", "", 0, 0

    @property
    def now(self) -> int:
        return len(self.list)

    def wait(self, seconds: int) -> None:
        self.list += [self.on if self.phase == "running" else ""] * seconds

    def do(self, name: str, activity: str = "", number: int = 0, **more: Any) -> None:
        verb = Verb(self.now, name, activity, number, **more)
        self.verbs.append(verb)
        self._carry_out(verb)

    def undo(self) -> None:
        """Strike out the last verb that somebody did, and copy the list again."""
        end = self.now
        place = max(n for n, verb in enumerate(self.verbs) if not verb.settled)
        del self.verbs[place]
        self._wipe()
        for verb in self.verbs:
            self.wait(verb.at - self.now)
            self._carry_out(verb)
        self.wait(end - self.now)

    def _carry_out(self, verb: Verb) -> None:
        if verb.name in ("start", "go"):
            self._go(verb)
        elif verb.name in ("pause", "resume"):
            self.phase, self.moved_at = ("paused" if verb.name == "pause" else "running"), verb.at
        elif verb.name == "finish":
            self.phase, self.on = "finished", ""
            self.moved_at = self.finished_at = verb.at
        elif verb.name == "add":
            self.may_take[verb.activity] = max(0, self.may_take[verb.activity] + verb.number)
        elif verb.name == "plan":
            self.may_take |= dict(verb.durations)
        elif verb.name == "skip":
            self.left_out ^= {verb.activity}
        elif verb.name == "take off":
            self.taken_off[verb.activity] += verb.number

    def _go(self, verb: Verb) -> None:
        since = verb.at - verb.number
        if verb.name == "go":
            since = max(since, self.moved_at)
        if verb.name == "start" or self.phase == "finished":
            self.phase = "running"
        self.on, self.moved_at = verb.activity, since
        self.left_out.discard(verb.activity)
        if self.phase == "running":
            self.list[since : verb.at] = [verb.activity] * (verb.at - since)

    def spent(self, activity: str) -> int:
        return self.list.count(activity) - self.taken_off[activity]

    def remaining(self) -> int:
        return self.may_take[self.on] - self.spent(self.on) if self.on else 0

    def to_come(self) -> list[str]:
        order = list(self.planned)
        if self.phase == "finished":
            return []
        first = order.index(self.on) + 1 if self.on else 0
        return [one for one in order[first:] if one not in self.left_out]

    def end(self, earliest: int) -> int:
        """Return the second at which the day ends; it begins at ``earliest`` where it has not."""
        if self.phase == "finished":
            return self.finished_at
        begin = max(self.now, earliest) if self.phase == "not_started" else self.now
        rest = sum(max(0, self.may_take[one] - self.spent(one)) for one in self.to_come())
        return begin + max(0, self.remaining()) + rest
