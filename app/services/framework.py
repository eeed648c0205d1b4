"""The framework pack of a workshop: its words, its scale and the lock on it, another pack."""

from dataclasses import replace
from datetime import datetime

from app.domain.commands import Command
from app.domain.errors import InvalidChangeError, NotAllowedError, UserError
from app.domain.framework import Framework, Lens, framework_from_json, holds_lines, holds_words
from app.domain.framework.editing import Pack, lines_at, text_at, with_line, with_words
from app.domain.ids import new_id
from app.domain.preparation import (
    FRAMEWORK_ID,
    AddFrameworkLine,
    ChooseScale,
    EditFramework,
    FrameworkSnapshot,
    LockScale,
    ReplaceFramework,
)
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services.framework_use import check_nothing_lost
from app.services.registry import handles
from app.services.undo import stale
from app.storage.database import Reader, Transaction


@handles(EditFramework)
def edit_framework(tx: Transaction, command: EditFramework) -> None:
    """Put other words at a place.

    Raises:
        InvalidChangeError: where the pack has no such place.
        FrameworkError: where a text would have no words in any language.
        StaleUndoError: where other words stand there than ``expects``.

    """
    old = tx.get(FrameworkSnapshot, FRAMEWORK_ID)
    there = text_at(old.pack, command.place).get(command.language, "")
    if not tx.replaying and command.expects not in (None, there):
        raise stale()
    framework = framework_from_json(old.pack, complete=False)
    if not holds_words(framework, command.place) or not command.language.strip():
        raise _no_place(command.place)
    fresh = with_words(old.pack, command.place, command.language, command.text)
    _put(tx, old, fresh, command.version, command.languages)


@handles(AddFrameworkLine)
def add_line(tx: Transaction, command: AddFrameworkLine) -> None:
    """Put one more text into a list.

    Raises:
        InvalidChangeError: where the pack has no such list, or the text no words.

    """
    old = tx.get(FrameworkSnapshot, FRAMEWORK_ID)
    if not command.text.strip() or not command.language.strip():
        raise InvalidChangeError(_("A line needs words."), remedy=_("Type the line first."))
    if not holds_lines(framework_from_json(old.pack, complete=False), command.place):
        raise _no_place(command.place)
    if not 0 <= command.number <= len(lines_at(old.pack, command.place)) + 1:
        raise stale()
    fresh = with_line(old.pack, command.place, command.language, command.text, command.number)
    _put(tx, old, fresh, command.version, command.languages)


@handles(ChooseScale)
def choose_scale(tx: Transaction, command: ChooseScale) -> None:
    """Score by another scale of the pack.

    Raises:
        NotAllowedError: where the scale is locked.
        FrameworkError: where the pack has no such scale.

    """
    old = tx.get(FrameworkSnapshot, FRAMEWORK_ID)
    locked = tx.get(Workshop, WORKSHOP_ID).scale_locked_at is not None
    if locked and old.pack.get("active_scale") != command.key:
        raise _locked()
    _put(tx, old, {**old.pack, "active_scale": command.key}, command.version)


@handles(ReplaceFramework)
def replace_framework(tx: Transaction, command: ReplaceFramework) -> None:
    """Use a loaded pack.

    Raises:
        NotAllowedError: where the scale is locked and the pack drops a level, a dimension or
            another scale is chosen, or where something here belongs to a dimension that the pack
            does not have; wording may always change.

    """
    fresh = framework_from_json(command.pack, complete=False)
    old = tx.get(FrameworkSnapshot, FRAMEWORK_ID)
    before = framework_from_json(old.pack, complete=False)
    if tx.get(Workshop, WORKSHOP_ID).scale_locked_at is not None:
        _check_locked(before, fresh)
    if not tx.replaying:
        check_nothing_lost(tx, before, fresh)
    _put(tx, old, command.pack)


def _put(
    tx: Transaction,
    old: FrameworkSnapshot,
    pack: Pack,
    version: int = 0,
    languages: tuple[str, ...] = (),
) -> None:
    version = version or old.version + 1
    fresh = {**pack, "version": version}
    if languages:
        fresh["languages"] = list(languages)
    framework_from_json(fresh, complete=False)
    tx.put(FrameworkSnapshot(version=version, pack=fresh))


def undo_of_framework(reader: Reader, command: Command) -> Command | None:
    """Return the small command that takes a small change of the pack back; None for other verbs.

    Ask before the change is made: what stands there now is what an undo brings back.
    """
    if not isinstance(command, EditFramework | AddFrameworkLine | ChooseScale):
        return None
    old = reader.get(FrameworkSnapshot, FRAMEWORK_ID)
    if isinstance(command, ChooseScale):
        key = str(old.pack.get("active_scale", ""))
        return ChooseScale(id=new_id(), undoes=command.id, key=key, version=old.version)
    languages = tuple(old.pack.get("languages", ()))
    place, words = command.place, ""
    if isinstance(command, AddFrameworkLine):
        number = command.number or len(lines_at(old.pack, place)) + 1
        place = f"{place}.{number}"
    else:
        text = text_at(old.pack, place)
        words = text.get(command.language, "")
        above, _dot, number_text = place.rpartition(".")
        emptied = not any(said.strip() for code, said in text.items() if code != command.language)
        if emptied and number_text.isdigit() and not command.text.strip():
            return AddFrameworkLine(
                id=new_id(), undoes=command.id, place=above, language=command.language,
                text=words, number=int(number_text), version=old.version, languages=languages,
            )  # fmt: skip
    return EditFramework(
        id=new_id(), undoes=command.id, place=place, language=command.language, text=words,
        expects=command.text if command.text.strip() else "", version=old.version,
        languages=languages,
    )  # fmt: skip


def _no_place(place: str) -> InvalidChangeError:
    return InvalidChangeError(
        _("The framework has no text at “{place}”.").format(place=place),
        safe=_("Nothing was changed."),
        remedy=_("Look again: somebody may have removed it."),
    )


def _check_locked(old: Framework, fresh: Framework) -> None:
    missing = {d.id for d in old.dimensions} - {d.id for d in fresh.dimensions}
    missing |= level_ids(old) - level_ids(fresh)
    if missing or old.active_scale != fresh.active_scale:
        raise _locked()


def _locked() -> UserError:
    return NotAllowedError(
        _("The scale is locked: the groups have begun to score, or score sheets were printed."),
        safe=_("The wording can still be changed."),
        remedy=_("Keep every level and dimension; a level may be retired instead of removed."),
    )


def level_ids(framework: Framework) -> set[str]:
    """Return the ids of the active scale's levels, both lenses."""
    return {level.id for lens in Lens for level in framework.scale(lens).levels}


@handles(LockScale)
def lock_scale(tx: Transaction, command: LockScale) -> None:
    """Lock the scale for good; the first lock's moment stays."""
    lock(tx, command.when)


def lock(tx: Transaction, moment: datetime) -> None:
    """Lock the scale where it is not locked yet."""
    workshop = tx.known(Workshop, WORKSHOP_ID)
    if workshop is None or workshop.scale_locked_at is None:
        tx.put(replace(tx.get(Workshop, WORKSHOP_ID), scale_locked_at=moment))
