"""Notes to prompts, themes across them, data needs and next steps. Never tied to a person."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.commands import WORDS, Command, verb
from app.domain.records import Record, record

TRAY, WALL, HIDDEN = "tray", "wall", "hidden"


@record("notes")
@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """One note; its words are in the cell ``words_key(id)``.

    Attributes:
        position: order of arrival.
        prompt_id: the prompt it answers, or "".
        group_id: the table it came from, or "".
        place: "tray", "wall" or "hidden".
        themes: ids.

    """

    position: float
    prompt_id: str = ""
    group_id: str = ""
    place: str = TRAY
    themes: tuple[str, ...] = ()


@record("themes")
@dataclass(frozen=True, kw_only=True)
class Theme(Record):
    """What several notes have in common."""

    position: float
    name: str
    withdrawn: bool = False


@record("data_needs")
@dataclass(frozen=True, kw_only=True)
class DataNeed(Record):
    """Data that would settle something; its words are in the cell ``words_key(id)``.

    ``kind`` is "quantitative", "qualitative" or "" while nobody said.
    """

    position: float
    group_id: str = ""
    dimension_id: str = ""
    kind: str = ""


@record("next_steps")
@dataclass(frozen=True, kw_only=True)
class NextStep(Record):
    """A next step: what, which role sees to it (a role, not a name), by when."""

    position: float
    text: str
    owner_role: str = ""
    due: date | None = None
    dimensions: tuple[str, ...] = ()
    theme_id: str = ""
    withdrawn: bool = False


@verb("note.add")
@dataclass(frozen=True, kw_only=True)
class AddNote(Command):
    """Add a note; it waits in the tray unless the facilitator writes it onto the wall."""

    note_id: str
    prompt_id: str = ""
    group_id: str = ""
    place: str = TRAY
    text: str = field(metadata=WORDS)


@verb("note.place")
@dataclass(frozen=True, kw_only=True)
class PlaceNotes(Command):
    """Let notes onto the wall, back into the tray, or hide them."""

    note_ids: tuple[str, ...]
    place: str


@verb("note.tag")
@dataclass(frozen=True, kw_only=True)
class TagNote(Command):
    """Give a note its themes (all of them)."""

    note_id: str
    themes: tuple[str, ...]


@verb("note.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveNote(Command):
    """Remove a note; to erase somebody's words for good, withdraw them."""

    note_id: str


@verb("theme.add")
@dataclass(frozen=True, kw_only=True)
class AddTheme(Command):
    """Add a theme."""

    theme_id: str
    name: str = field(metadata=WORDS)
    position: float


@verb("theme.rename")
@dataclass(frozen=True, kw_only=True)
class RenameTheme(Command):
    """Rename a theme."""

    theme_id: str
    name: str = field(metadata=WORDS)


@verb("theme.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveTheme(Command):
    """Remove a theme from the list and from its notes."""

    theme_id: str


@verb("need.add")
@dataclass(frozen=True, kw_only=True)
class AddDataNeed(Command):
    """Add a data need, of a dimension and perhaps of a group."""

    need_id: str
    group_id: str = ""
    dimension_id: str = ""
    kind: str = ""
    text: str = field(metadata=WORDS)


@verb("need.edit")
@dataclass(frozen=True, kw_only=True)
class EditDataNeed(Command):
    """Change a data need's kind or dimension (its words change through its cell)."""

    need_id: str
    values: dict[str, Any]


@verb("need.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveDataNeed(Command):
    """Remove a data need."""

    need_id: str


@verb("step.add")
@dataclass(frozen=True, kw_only=True)
class AddNextStep(Command):
    """Add a next step."""

    step_id: str
    position: float
    text: str = field(metadata=WORDS)
    owner_role: str = ""
    due: date | None = None
    dimensions: tuple[str, ...] = ()


@verb("step.edit")
@dataclass(frozen=True, kw_only=True)
class EditNextStep(Command):
    """Change a next step; values as in :class:`NextStep`, dates as ISO text."""

    step_id: str
    values: dict[str, Any] = field(metadata=WORDS)


@verb("step.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveNextStep(Command):
    """Remove a next step."""

    step_id: str
