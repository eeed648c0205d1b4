"""From an entry that a station sent to the command that it asks for, of its own group only."""

import re
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from app.domain.cells import CellKey, Field, SetCell
from app.domain.codec import CodecError
from app.domain.commands import Command, from_payload
from app.domain.envelopes import Entry
from app.domain.errors import InvalidChangeError, NotAllowedError
from app.domain.framework import Lens
from app.domain.notes import TRAY, AddDataNeed, AddNote, DataNeed, Note
from app.domain.stations import is_value_of
from app.domain.withdrawal import WITHDRAWN
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services.cells import LONGEST_TEXT
from app.services.withdrawal import Withdrawn, withdrawn
from app.storage.database import Reader
from app.storage.framework_ids import framework_ids

_MADE_ID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[A-Za-z0-9_.-]{0,64}")
_OF_LENS = (Field.RATING, Field.REASON)
_NEED_KINDS = ("", "quantitative", "qualitative")


class Facts:
    """What entries are held against, read once in a transaction."""

    def __init__(self, reader: Reader) -> None:
        """Read through ``reader``."""
        self.reader = reader

    @cached_property
    def workshop(self) -> Workshop:
        """Return the workshop's own row."""
        return self.reader.known(Workshop, WORKSHOP_ID) or self.reader.get(Workshop, WORKSHOP_ID)

    @cached_property
    def withdrawn(self) -> Withdrawn:
        """Return what was withdrawn from the workshop."""
        return withdrawn(self.reader, self.workshop.lineage)

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """Return the ids of the framework's dimensions."""
        return framework_ids(self.reader).dimensions


def command_of(facts: Facts, entry: Entry, station_id: str, *, now: datetime) -> Command | None:
    """Return the command that an entry asks for; None where its words were withdrawn since.

    Nothing is written later than ``now``: a clock that runs ahead does not outlast what follows.

    Raises:
        InvalidChangeError: where it makes no sense.
        NotAllowedError: where it concerns another group.

    """
    payload = dict(entry.payload)
    if entry.kind == "cell.set":
        payload["based_on"] = list(entry.based_on)
    try:
        command = from_payload(
            entry.kind, payload, id=entry.id, at=min(entry.at, now), station=station_id, undoes=""
        )
    except CodecError as error:
        raise _unreadable() from error
    if isinstance(command, SetCell):
        return _cell(facts, command, entry)
    if isinstance(command, AddNote):
        return _note(facts, command, entry)
    if isinstance(command, AddDataNeed):
        return _need(facts, command, entry)
    _check_group(getattr(command, "group_id", None), entry.group)
    return command


def _cell(facts: Facts, command: SetCell, entry: Entry) -> SetCell:
    try:
        key = CellKey.parse(command.cell)
    except ValueError as error:
        raise _unreadable() from error
    if key.field is Field.TEXT:
        _check_words_of(facts, key, entry.group)
    else:
        _check_group(key.group_id, entry.group)
        lenses = tuple(Lens) if key.field in _OF_LENS else ("",)
        known = key.dimension_id in facts.dimensions and key.lens in lenses
        if not known or not _NAME.fullmatch(key.question_id):
            raise _unreadable()
    if entry.erased and command.value in ("", WITHDRAWN):
        return replace(command, value=dict(WITHDRAWN))
    if not is_value_of(key.field, command.value):
        raise _unreadable()
    _check_length(command.value)
    return command


def _check_words_of(facts: Facts, key: CellKey, group_id: str) -> None:
    """Refuse the words of another group's note; of one that is still on its way they are taken."""
    plain = not (key.dimension_id or key.lens or key.question_id)
    if not plain or not _MADE_ID.fullmatch(key.group_id):
        raise _unreadable()
    note = facts.reader.find(Note, key.group_id)
    found = note or facts.reader.find(DataNeed, key.group_id)
    if found is not None:
        _check_group(found.group_id, group_id)


def _note(facts: Facts, command: AddNote, entry: Entry) -> AddNote | None:
    _check_group(command.group_id, entry.group)
    _check_new(facts, command.note_id)
    if not _NAME.fullmatch(command.prompt_id):
        raise _unreadable()
    _check_length(command.text)
    if entry.erased and not command.text:
        return None
    return replace(command, place=TRAY)


def _need(facts: Facts, command: AddDataNeed, entry: Entry) -> AddDataNeed | None:
    _check_group(command.group_id, entry.group)
    _check_new(facts, command.need_id)
    known = not command.dimension_id or command.dimension_id in facts.dimensions
    if not known or command.kind not in _NEED_KINDS:
        raise _unreadable()
    _check_length(command.text)
    return None if entry.erased and not command.text else command


def _check_new(facts: Facts, record_id: str) -> None:
    if not _MADE_ID.fullmatch(record_id):
        raise _unreadable()
    if any(facts.reader.find(cls, record_id) is not None for cls in (Note, DataNeed)):
        raise InvalidChangeError(
            _("This note is here already."),
            safe=_("The first one stands; the other one is kept here."),
            remedy=_("Write it once more."),
        )


def _check_group(group_id: Any, own: str) -> None:
    if group_id != own:
        raise NotAllowedError(
            _("A group writes for itself only."),
            safe=_("Nothing was changed."),
            remedy=_("Ask the facilitator to change it."),
        )


def _check_length(value: Any) -> None:
    words = value.get("words") if isinstance(value, dict) else value
    if isinstance(words, str) and len(words) > LONGEST_TEXT:
        raise InvalidChangeError(
            _("A text is at most {n} characters long.").format(n=LONGEST_TEXT),
            remedy=_("Shorten it."),
        )


def _unreadable() -> InvalidChangeError:
    return InvalidChangeError(
        _("An entry of this device makes no sense here."),
        safe=_("It is kept, and the facilitator can read it."),
        remedy=_("Write it once more."),
    )
