"""Records to rows and back: plain fields as they are, everything else as JSON text."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from app.domain.codec import CodecError, hints, to_json, value_from_json
from app.domain.records import Record
from app.storage.tables import bare_hint, is_plain

R = TypeVar("R", bound=Record)
_Decode = Callable[[Any], Any]
_PACKED: dict[type[Record], frozenset[str]] = {}
_DECODERS: dict[type[Record], tuple[tuple[str, _Decode], ...]] = {}


def dump(value: Any) -> str:
    """Return JSON text, readable (UTF-8) and stable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _json_fields(cls: type[Record]) -> frozenset[str]:
    if cls not in _PACKED:
        known = hints(cls)
        _PACKED[cls] = frozenset(f.name for f in fields(cls) if not is_plain(known[f.name]))
    return _PACKED[cls]


def to_row(record: Record) -> dict[str, Any]:
    """Return a record's columns."""
    as_json: dict[str, Any] = to_json(record)
    packed = _json_fields(type(record))
    return {
        name: dump(value) if name in packed and value is not None else value
        for name, value in as_json.items()
    }


def _decoders(cls: type[Record]) -> tuple[tuple[str, _Decode], ...]:
    if cls not in _DECODERS:
        known = hints(cls)
        _DECODERS[cls] = tuple((f.name, _decoder(known[f.name])) for f in fields(cls))
    return _DECODERS[cls]


def _decoder(hint: Any) -> _Decode:
    bare = bare_hint(hint)
    if not is_plain(hint):
        return lambda value: None if value is None else value_from_json(hint, json.loads(value))
    if bare in (datetime, date):
        return lambda value: None if value is None else bare.fromisoformat(value)
    if issubclass(bare, Enum):
        return lambda value: None if value is None else bare(value)
    if bare is bool:
        return lambda value: None if value is None else bool(value)
    kinds = (int, float) if bare is float else bare
    return lambda value: value if value is None or isinstance(value, kinds) else _refuse(value)


def _refuse(value: Any) -> Any:
    """Refuse a value of another kind than its column's: SQLite itself keeps anything anywhere."""
    raise CodecError(f"a column holds a {type(value).__name__}")


def from_row(cls: type[R], row: Mapping[Any, Any]) -> R:
    """Return the record of a row."""
    return cls(**{name: decode(row[name]) for name, decode in _decoders(cls)})


def from_values(cls: type[R], values: Sequence[Any]) -> R:
    """Return the record of a row whose columns come in the order of its fields."""
    pairs = zip(_decoders(cls), values, strict=True)
    return cls(**{name: decode(value) for (name, decode), value in pairs})
