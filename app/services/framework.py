"""The framework pack of a workshop, and the lock on its scale."""

from dataclasses import replace
from datetime import datetime

from app.domain.errors import NotAllowedError
from app.domain.framework import Framework, Lens, framework_from_json
from app.domain.preparation import FRAMEWORK_ID, FrameworkSnapshot, LockScale, ReplaceFramework
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services.registry import handles
from app.storage.database import Transaction


@handles(ReplaceFramework)
def replace_framework(tx: Transaction, command: ReplaceFramework) -> None:
    """Use an edited or loaded pack.

    Raises:
        NotAllowedError: where the scale is locked and the pack drops a level, a dimension or
            another scale is chosen; wording may always change.

    """
    fresh = framework_from_json(command.pack, complete=False)
    old = tx.get(FrameworkSnapshot, FRAMEWORK_ID)
    if tx.get(Workshop, WORKSHOP_ID).scale_locked_at is not None:
        _check_locked(framework_from_json(old.pack, complete=False), fresh)
    version = old.version + 1
    tx.put(FrameworkSnapshot(version=version, pack={**command.pack, "version": version}))


def _check_locked(old: Framework, fresh: Framework) -> None:
    missing = {d.id for d in old.dimensions} - {d.id for d in fresh.dimensions}
    missing |= level_ids(old) - level_ids(fresh)
    if missing or old.active_scale != fresh.active_scale:
        raise NotAllowedError(
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
    workshop = tx.get(Workshop, WORKSHOP_ID)
    if workshop.scale_locked_at is None:
        tx.put(replace(workshop, scale_locked_at=moment))
