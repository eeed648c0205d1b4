"""Notes, themes and data needs."""

from dataclasses import replace

from app.domain.cells import CellEntry, words_key
from app.domain.codec import to_json
from app.domain.commands import Command
from app.domain.errors import InvalidChangeError
from app.domain.notes import (
    HIDDEN,
    TRAY,
    WALL,
    AddDataNeed,
    AddNote,
    AddTheme,
    DataNeed,
    EditDataNeed,
    Note,
    PlaceNotes,
    RemoveDataNeed,
    RemoveNote,
    RemoveTheme,
    RenameTheme,
    TagNote,
    Theme,
)
from app.i18n import _
from app.services.cells import put_entry
from app.services.registry import handles
from app.services.values import with_values
from app.storage.database import Transaction


def _put_words(tx: Transaction, command: Command, record_id: str, text: str | None) -> None:
    key = words_key(record_id)
    put_entry(
        tx,
        CellEntry(
            id=command.id, cell=str(key), group_id=record_id, dimension_id="", lens="",
            field=key.field.value, value=text or None, at=to_json(command.when),
            station=command.station, withdrawn=not text,
        ),
    )  # fmt: skip


def _next(tx: Transaction, cls: type[Note] | type[DataNeed]) -> float:
    return max((record.position for record in tx.all(cls)), default=0.0) + 1.0


@handles(AddNote)
def add_note(tx: Transaction, command: AddNote) -> None:
    """Add a note with its words."""
    tx.put(
        Note(
            id=command.note_id, position=_next(tx, Note), prompt_id=command.prompt_id,
            group_id=command.group_id, place=command.place,
        )
    )  # fmt: skip
    _put_words(tx, command, command.note_id, command.text)


@handles(PlaceNotes)
def place_notes(tx: Transaction, command: PlaceNotes) -> None:
    """Let notes onto the wall, back into the tray, or hide them."""
    if command.place not in (TRAY, WALL, HIDDEN):
        raise InvalidChangeError(_("A note cannot lie in “{place}”.").format(place=command.place))
    for note_id in command.note_ids:
        tx.put(replace(tx.get(Note, note_id), place=command.place))


@handles(TagNote)
def tag_note(tx: Transaction, command: TagNote) -> None:
    """Give a note its themes."""
    tx.put(replace(tx.get(Note, command.note_id), themes=command.themes))


@handles(RemoveNote)
def remove_note(tx: Transaction, command: RemoveNote) -> None:
    """Remove a note; its words stay in the ledger, so that this can be undone."""
    tx.remove(Note, command.note_id)


@handles(AddTheme)
def add_theme(tx: Transaction, command: AddTheme) -> None:
    """Add a theme."""
    tx.put(Theme(id=command.theme_id, position=command.position, name=command.name or ""))


@handles(RenameTheme)
def rename_theme(tx: Transaction, command: RenameTheme) -> None:
    """Rename a theme."""
    tx.put(replace(tx.get(Theme, command.theme_id), name=command.name or ""))


@handles(RemoveTheme)
def remove_theme(tx: Transaction, command: RemoveTheme) -> None:
    """Remove a theme from the list and from its notes."""
    for note in tx.all(Note):
        if command.theme_id in note.themes:
            kept = tuple(t for t in note.themes if t != command.theme_id)
            tx.put(replace(note, themes=kept))
    tx.remove(Theme, command.theme_id)


@handles(AddDataNeed)
def add_data_need(tx: Transaction, command: AddDataNeed) -> None:
    """Add a data need with its words."""
    tx.put(
        DataNeed(
            id=command.need_id, position=_next(tx, DataNeed), group_id=command.group_id,
            dimension_id=command.dimension_id, kind=command.kind,
        )
    )  # fmt: skip
    _put_words(tx, command, command.need_id, command.text)


@handles(EditDataNeed)
def edit_data_need(tx: Transaction, command: EditDataNeed) -> None:
    """Change a data need's kind, dimension or order."""
    allowed = frozenset({"kind", "dimension_id", "position"})
    tx.put(with_values(tx.get(DataNeed, command.need_id), command.values, allowed))


@handles(RemoveDataNeed)
def remove_data_need(tx: Transaction, command: RemoveDataNeed) -> None:
    """Remove a data need."""
    tx.remove(DataNeed, command.need_id)
