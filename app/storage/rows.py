"""Records to rows and back: plain fields as they are, everything else as JSON text."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from app.domain.canonical import canonical_text
from app.domain.codec import CodecError, hints, reader_of, to_json
from app.domain.records import Record
from app.storage.tables import bare_hint, is_plain

R = TypeVar("R", bound=Record)
_Encode = Callable[[Any], Any]
_Decode = Callable[[Any], Any]
_Column = tuple[str, type | None, _Decode]
"""A column's name, the type whose values stand in it as they are (or None), and its decoder."""

_ENCODERS: dict[type[Record], dict[str, _Encode | None]] = {}
_COLUMNS: dict[type[Record], tuple[_Column, ...]] = {}


_DECODER = json.JSONDecoder()
_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def dump(value: Any) -> str:
    """Return JSON text, readable (UTF-8) and stable."""
    return canonical_text(value)


def load(text: str) -> Any:
    """Return what is in a JSON text.

    Raises:
        ValueError, TypeError: where it is none.

    """
    # What json.loads does around this takes as long as the reading of a column's few characters.
    value, end = _DECODER.raw_decode(text)
    return value if end == len(text) else json.loads(text)


def _encoders(cls: type[Record]) -> dict[str, _Encode | None]:
    """Return by column what makes of a field what lies in the file; None for plain fields."""
    if cls not in _ENCODERS:
        known = hints(cls)
        _ENCODERS[cls] = {f.name: None if is_plain(known[f.name]) else _packed for f in fields(cls)}
    return _ENCODERS[cls]


def _packed(value: Any) -> str | None:
    if value == () and type(value) is tuple:
        return "[]"
    as_json = to_json(value)
    return None if as_json is None else dump(as_json)


def to_row(record: Record) -> dict[str, Any]:
    """Return a record's columns."""
    return to_columns(record, _encoders(type(record)))


def to_columns(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Return some of a record's columns."""
    encoders = _encoders(type(record))
    row: dict[str, Any] = {}
    for name in names:
        value, encode = getattr(record, name), encoders[name]
        if encode is not None:
            row[name] = encode(value)
        else:
            row[name] = value if type(value) in _AS_IT_IS else to_json(value)
    return row


def changed_fields(before: R, after: R) -> tuple[str, ...]:
    """Return the fields of ``after`` that hold another object than those of ``before``.

    Not what differs: true equals 1, and lies in the file as another text.
    """
    names = _encoders(type(before))
    return tuple(name for name in names if getattr(before, name) is not getattr(after, name))


def _columns(cls: type[Record]) -> tuple[_Column, ...]:
    if cls not in _COLUMNS:
        known = hints(cls)
        _COLUMNS[cls] = tuple(
            (f.name, _plain_kind(known[f.name]), _decoder(known[f.name])) for f in fields(cls)
        )
    return _COLUMNS[cls]


def _plain_kind(hint: Any) -> type | None:
    bare = bare_hint(hint)
    return bare if is_plain(hint) and bare in (str, int, float) else None


def _decoder(hint: Any) -> _Decode:
    bare = bare_hint(hint)
    if not is_plain(hint):
        read = reader_of(hint)
        return lambda value: None if value is None else read(load(value))
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
    return from_values(cls, [row[name] for name, _kind, _decode in _columns(cls)])


def from_values(cls: type[R], values: Sequence[Any]) -> R:
    """Return the record of a row whose columns come in the order of its fields."""
    fields_of: dict[str, Any] = {
        name: value if type(value) is kind else decode(value)
        for (name, kind, decode), value in zip(_columns(cls), values, strict=True)
    }
    return cls(**fields_of)
