"""Undo: records go back to what they were, unless somebody changed them since."""

from app.domain.codec import from_json
from app.domain.errors import StaleUndoError
from app.domain.nouns import RECORDS
from app.domain.records import class_of, table_of
from app.domain.undo import Image, RestoreRecords
from app.i18n import _
from app.services.registry import handles
from app.storage.database import Transaction, fingerprint


@handles(RestoreRecords)
def restore_records(tx: Transaction, command: RestoreRecords) -> None:
    """Put records back.

    Raises:
        StaleUndoError: where one of them was changed since.

    """
    if not tx.replaying:
        for name, expected in command.expects.items():
            table, _slash, record_id = name.partition("/")
            if fingerprint(tx.find(class_of(table), record_id)) != expected:
                raise stale()
    images = (*command.images, *command.private_images)
    order = {table_of(cls): number for number, cls in enumerate(RECORDS)}
    gone = [image for image in images if image.row is None]
    kept = [image for image in images if image.row is not None]
    for image in sorted(gone, key=lambda i: -order[i.table]):
        tx.remove(class_of(image.table), image.id)
    for image in sorted(kept, key=lambda i: order[i.table]):
        _put_back(tx, image)


def stale() -> StaleUndoError:
    """Return what is told where something was changed since it was to be taken back."""
    return StaleUndoError(
        _("This has been changed since and cannot be undone."),
        safe=_("Nothing was changed."),
        remedy=_("Change it by hand."),
    )


def _put_back(tx: Transaction, image: Image) -> None:
    tx.put(from_json(class_of(image.table), image.row))
