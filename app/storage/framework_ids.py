"""The ids in a workshop's framework, for checks on every entry: the pack is read only once."""

import json
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from app.domain.preparation import FRAMEWORK_ID, FrameworkSnapshot
from app.storage.database import Reader
from app.storage.tables import TABLES

_TABLE = TABLES[FrameworkSnapshot]
_PACK = sa.select(_TABLE.c.pack).where(_TABLE.c.id == FRAMEWORK_ID)


@dataclass(frozen=True)
class FrameworkIds:
    """What may be scored, and how: ids of dimensions and of every scale's levels."""

    dimensions: frozenset[str]
    levels: frozenset[str]


def framework_ids(reader: Reader) -> FrameworkIds:
    """Return the ids in the framework; none where there is no framework."""
    text = reader.connection.execute(_PACK).scalar()
    return _ids(text) if text else FrameworkIds(frozenset(), frozenset())


@lru_cache(maxsize=4)
def _ids(text: str) -> FrameworkIds:
    pack = json.loads(text)
    return FrameworkIds(
        frozenset(str(one["id"]) for one in pack["dimensions"]),
        frozenset(
            str(level["id"])
            for pair in pack["scales"].values()
            for lens in pair
            for level in lens["levels"]
        ),
    )
