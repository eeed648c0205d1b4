"""Norms: add, word anew, move, remove, adopt."""

from dataclasses import replace

from app.domain.errors import InvalidChangeError
from app.domain.norms import AddNorm, AdoptNorms, EditNorm, MoveNorm, Norm, RemoveNorm
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services.registry import handles
from app.storage.database import Transaction


@handles(AddNorm)
def add_norm(tx: Transaction, command: AddNorm) -> None:
    """Add a norm; the room's other languages are marked as not yet translated."""
    workshop = tx.get(Workshop, WORKSHOP_ID)
    missing = tuple(code for code in workshop.languages if not command.name.get(code))
    tx.put(
        Norm(
            id=command.norm_id, position=command.position, name=command.name, text=command.text,
            untranslated=missing,
        )
    )  # fmt: skip


@handles(EditNorm)
def edit_norm(tx: Transaction, command: EditNorm) -> None:
    """Word a norm anew in one language; every other language now lags behind.

    Raises:
        InvalidChangeError: where it would have no name in any language.

    """
    norm = tx.get(Norm, command.norm_id)
    name = {**norm.name, command.language: command.name}
    if not tx.replaying and not any(words.strip() for words in name.values()):
        raise InvalidChangeError(
            _("A norm needs a name."), safe=_("Nothing was changed."), remedy=_("Type the name.")
        )
    text = {**norm.text, command.language: command.text}
    changed = name != norm.name or text != norm.text
    lagging = set(norm.untranslated)
    if changed and command.language not in lagging:
        lagging |= {code for code in name if code != command.language}
    lagging.discard(command.language)
    tx.put(replace(norm, name=name, text=text, untranslated=tuple(sorted(lagging))))


@handles(MoveNorm)
def move_norm(tx: Transaction, command: MoveNorm) -> None:
    """Give a norm another place."""
    tx.put(replace(tx.get(Norm, command.norm_id), position=command.position))


@handles(RemoveNorm)
def remove_norm(tx: Transaction, command: RemoveNorm) -> None:
    """Remove a norm."""
    tx.remove(Norm, command.norm_id)


@handles(AdoptNorms)
def adopt_norms(tx: Transaction, command: AdoptNorms) -> None:
    """Mark the moment of adoption, or take it back."""
    moment = command.when if command.adopted else None
    tx.put(replace(tx.get(Workshop, WORKSHOP_ID), norms_adopted_at=moment))
