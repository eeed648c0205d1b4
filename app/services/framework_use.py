"""What in a workshop belongs to the dimensions of its framework, and would be lost without them."""

from collections.abc import Iterator

from app.domain.cells import CellEntry
from app.domain.errors import NotAllowedError
from app.domain.framework import Framework
from app.domain.measures import Dataset
from app.domain.notes import DataNeed, NextStep
from app.domain.seating import Group
from app.domain.text import say
from app.i18n import _, current_language
from app.storage.database import Reader


def used_dimensions(reader: Reader) -> frozenset[str]:
    """Return the ids of the dimensions that groups, answers, needs, steps or data belong to."""
    return frozenset(each for each in _named(reader) if each)


def _named(reader: Reader) -> Iterator[str]:
    for group in reader.all(Group):
        yield from group.dimensions
    for entry in reader.all(CellEntry):
        yield entry.dimension_id
    for need in reader.all(DataNeed):
        yield need.dimension_id
    for step in reader.all(NextStep):
        yield from step.dimensions
    for dataset in reader.all(Dataset):
        yield from dataset.dimensions


def check_nothing_lost(reader: Reader, old: Framework, fresh: Framework) -> None:
    """Refuse a pack without a dimension of the ``old`` one that something belongs to.

    Raises:
        NotAllowedError: naming those dimensions.

    """
    kept = {dimension.id for dimension in fresh.dimensions}
    used = used_dimensions(reader)
    lost = [d for d in old.dimensions if d.id in used and d.id not in kept]
    if not lost:
        return
    names = ", ".join(f"{d.number}. {say(d.short_name, current_language())}" for d in lost)
    raise NotAllowedError(
        _(
            "“{title}” does not have these dimensions, and groups, scores, notes or data here "
            "belong to them: {names}."
        ).format(title=say(fresh.title, current_language()), names=names),
        safe=_("The old framework is still used, and nothing was changed."),
        remedy=_(
            "Give these dimensions their ids ({ids}) in the file, or free them here first."
        ).format(ids=", ".join(d.id for d in lost)),
    )
