"""Preparation beside agenda, norms and people: checklist, history and efforts, framework."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.commands import WORDS, Command, verb
from app.domain.records import Record, record

FRAMEWORK_ID = "framework"


@record("frameworks")
@dataclass(frozen=True, kw_only=True)
class FrameworkSnapshot(Record):
    """The framework pack this workshop works with, as JSON (see ``framework_from_json``)."""

    id: str = FRAMEWORK_ID
    version: int
    pack: dict[str, Any]


@verb("framework.replace")
@dataclass(frozen=True, kw_only=True)
class ReplaceFramework(Command):
    """Use a loaded pack; with a locked scale, level ids must stay (they may retire)."""

    pack: dict[str, Any]


@verb("framework.edit")
@dataclass(frozen=True, kw_only=True)
class EditFramework(Command):
    """Put other words at one place of the pack, in one language.

    Attributes:
        place: see :mod:`app.domain.framework.editing`.
        text: the words; "" takes them away, and with the last of them a line or a level's note.
        expects: the words that must stand there, or None for any; where they differ, an undo is
            refused.
        version: of the pack afterwards; 0 is the next one. An undo names the one before.
        languages: of the pack afterwards; none are those that it has, and ``language``.

    """

    place: str
    language: str
    text: str
    expects: str | None = None
    version: int = 0
    languages: tuple[str, ...] = ()


@verb("framework.add_line")
@dataclass(frozen=True, kw_only=True)
class AddFrameworkLine(Command):
    """Put one more text into a list of the pack.

    Attributes:
        place: of the list, such as ``equity_ideas``.
        number: the text's own afterwards, from 1; 0 puts it at the end.
        version, languages: as in :class:`EditFramework`.

    """

    place: str
    language: str
    text: str
    number: int = 0
    version: int = 0
    languages: tuple[str, ...] = ()


@verb("framework.scale")
@dataclass(frozen=True, kw_only=True)
class ChooseScale(Command):
    """Score by another scale of the pack, named by its number of levels.

    Attributes:
        key: which one.
        version: as in :class:`EditFramework`.

    """

    key: str
    version: int = 0


@verb("framework.lock")
@dataclass(frozen=True, kw_only=True)
class LockScale(Command):
    """Lock the scale: a score sheet was printed, the room was opened, a rating came."""

    reason: str


@record("checklist")
@dataclass(frozen=True, kw_only=True)
class ChecklistItem(Record):
    """One thing to do before the day.

    ``days`` is how many days before the workshop it should be done, so that it follows the
    workshop's date; None leaves it to :mod:`app.domain.prework`, which knows the default items.
    """

    position: float
    text: dict[str, str]
    done: bool = False
    days: int | None = None


@verb("checklist.check")
@dataclass(frozen=True, kw_only=True)
class CheckItem(Command):
    """Tick or untick an item."""

    item_id: str
    done: bool = True


@verb("checklist.add")
@dataclass(frozen=True, kw_only=True)
class AddChecklistItem(Command):
    """Add an item of one's own, to be done so many ``days`` before the workshop, if any."""

    item_id: str
    text: dict[str, str]
    position: float
    days: int | None = None


@verb("checklist.schedule")
@dataclass(frozen=True, kw_only=True)
class ScheduleItem(Command):
    """Say how many days before the workshop an item should be done; None as by default."""

    item_id: str
    days: int | None


@verb("checklist.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveChecklistItem(Command):
    """Remove an item."""

    item_id: str


@record("history")
@dataclass(frozen=True, kw_only=True)
class HistoryItem(Record):
    """Something that the group should know; ``kind`` is "history" or "effort". Never a name."""

    position: float
    kind: str
    text: str
    shown: bool = True
    withdrawn: bool = False


@verb("history.add")
@dataclass(frozen=True, kw_only=True)
class AddHistoryItem(Command):
    """Add a piece of history or a current effort."""

    item_id: str
    kind: str
    position: float
    text: str = field(metadata=WORDS)


@verb("history.edit")
@dataclass(frozen=True, kw_only=True)
class EditHistoryItem(Command):
    """Change an item's words, kind, order, or whether the room sees it."""

    item_id: str
    values: dict[str, Any] = field(metadata=WORDS)


@verb("history.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveHistoryItem(Command):
    """Remove an item."""

    item_id: str
