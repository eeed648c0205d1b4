"""The ids in a workshop's framework, for checks on every entry: the pack is read only once."""

import json
from dataclasses import dataclass
from functools import lru_cache

from app.domain.framework import Framework
from app.domain.preparation import FRAMEWORK_ID, FrameworkSnapshot
from app.storage.database import Reader

_NAME = "ids"


@dataclass(frozen=True)
class FrameworkIds:
    """What may be scored, and how: ids of dimensions and of every scale's levels."""

    dimensions: frozenset[str]
    levels: frozenset[str]


def framework_ids(reader: Reader) -> FrameworkIds:
    """Return the ids in the framework; none where there is no framework."""

    def read() -> FrameworkIds:
        return _ids(str(reader.column(FrameworkSnapshot, FRAMEWORK_ID, "pack") or "{}"))

    return reader.once(FrameworkSnapshot, _NAME, read)


def believe_framework(reader: Reader, framework: Framework) -> None:
    """Take the ids of a framework for those in the file, see :meth:`Reader.believe`."""
    scales = (scale for pair in framework.scales.values() for scale in pair)
    ids = FrameworkIds(
        frozenset(dimension.id for dimension in framework.dimensions),
        frozenset(level.id for scale in scales for level in scale.levels),
    )
    reader.believe(FrameworkSnapshot, {_NAME: ids})


@lru_cache(maxsize=4)
def _ids(text: str) -> FrameworkIds:
    # A workshop without a framework (none is made, but a damaged file may be one) has no ids.
    pack = json.loads(text)
    return FrameworkIds(
        frozenset(str(one["id"]) for one in pack.get("dimensions", ())),
        frozenset(
            str(level["id"])
            for pair in pack.get("scales", {}).values()
            for lens in pair
            for level in lens["levels"]
        ),
    )
