"""Frozen dataclasses to JSON values and back, by their type hints.

Understood: str, int, float, bool, None, datetime (ISO 8601, UTC), date, Enum, tuple[T, ...], fixed
tuples, frozenset[T], dict[str, T], Any (JSON as it is), Literal, nested dataclasses and unions with
None.
Decoding ignores unknown keys and lets defaults stand for missing ones, so that an older or newer
writer is understood.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

T = TypeVar("T")
_Made = TypeVar("_Made", bound=Callable[..., Any])

Reader = Callable[[Any], Any]

_PLAIN = frozenset({str, int, float, bool, type(None)})


def once(make: _Made) -> _Made:
    """Keep what a function makes of each class; for the type checker alone a class is no key."""
    return cast(_Made, cache(make))


class CodecError(ValueError):
    """A JSON value that does not fit the dataclass it is meant for."""


def to_json(value: Any) -> Any:
    """Return ``value`` as JSON-ready dicts, lists and scalars."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    # Most parts are plain: they are not asked about one call deeper.
    if kind is dict:
        return {
            str(key): part if type(part) in _PLAIN else to_json(part) for key, part in value.items()
        }
    if kind is tuple or kind is list:
        return [part if type(part) in _PLAIN else to_json(part) for part in value]
    if kind is datetime:
        return _moment(value)
    if (names := _names(kind)) is not None:  # type: ignore[arg-type]
        parts = ((name, getattr(value, name)) for name in names)
        return {name: part if type(part) in _PLAIN else to_json(part) for name, part in parts}
    return _less_common(value)


@lru_cache(maxsize=256)
def _moment(value: datetime) -> str:
    """Return a moment in UTC; remembered, as one change says the same moment in several places."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _less_common(value: Any) -> Any:
    """Do the same with what is no dataclass and of none of the exact types that come most."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return to_json(dict(value))
    if isinstance(value, frozenset):
        return sorted((to_json(item) for item in value), key=str)
    if isinstance(value, tuple | list):
        return to_json(list(value))
    return value


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the fields of a dataclass; None for any other type."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(field.name for field in dataclasses.fields(kind))


def hints(cls: Any) -> dict[str, Any]:
    """Return the resolved type hints of a dataclass."""
    return _hints(cls)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def from_json(cls: type[T], data: Any, given: Mapping[str, Any] | None = None) -> T:
    """Build a ``cls`` from what :func:`to_json` made; ``given`` fields are values as they are.

    Raises:
        CodecError: where a required field is missing or has the wrong shape.

    """
    if not isinstance(data, dict):
        raise CodecError(f"{cls.__name__}: expected an object, found {type(data).__name__}")
    values: dict[str, Any] = dict(given) if given else {}
    for name, read in _field_readers(cls):  # type: ignore[arg-type]
        if name not in data or name in values:
            continue
        try:
            values[name] = read(data[name])
        except (TypeError, ValueError) as error:
            raise CodecError(f"{cls.__name__}.{name}: {error}") from error
    try:
        return cls(**values)
    except TypeError as error:
        raise CodecError(f"{cls.__name__}: {error}") from error


def reader_of(hint: Any) -> Reader:
    """Return what reads values of the type ``hint``, raising ValueError where one does not fit."""
    return _reader(hint)


def value_from_json(hint: Any, value: Any) -> Any:
    """Return ``value`` as the type ``hint`` asks for.

    Raises:
        ValueError: where it does not fit.

    """
    return _reader(hint)(value)


@cache
def _field_readers(cls: type) -> tuple[tuple[str, Reader], ...]:
    known = hints(cls)
    fields = dataclasses.fields(cls)
    return tuple((each.name, _reader(known[each.name])) for each in fields if each.init)


@cache
def _reader(hint: Any) -> Reader:
    """Return what reads a hint's values: a hint is taken apart once, not for every record."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _union(inner)
    if hint is Any:
        return lambda value: value
    if origin is tuple:
        return _tuple(inner)
    if origin is frozenset:
        item = _reader(inner[0])
        return lambda value: frozenset(map(item, _list(value)))
    if origin is dict:
        return _dict(*map(_reader, inner))
    if origin is typing.Literal:
        return _one_of(inner)
    return _scalar(hint)


def _one_of(values: tuple[Any, ...]) -> Reader:
    def read(value: Any) -> Any:
        if value not in values:
            raise CodecError(f"expected one of {values}, found {value!r}")
        return value

    return read


def _union(choices: tuple[Any, ...]) -> Reader:
    optional = type(None) in choices
    *first, last = (_reader(choice) for choice in choices if choice is not type(None))

    def read(value: Any) -> Any:
        if value is None and optional:
            return None
        for choice in first:
            try:
                return choice(value)
            except (TypeError, ValueError):
                continue
        return last(value)

    return read


def _dict(read_key: Reader, read_item: Reader) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise CodecError(f"expected an object, found {value!r}")
        return {read_key(key): read_item(item) for key, item in value.items()}

    return read


def _tuple(inner: tuple[Any, ...]) -> Reader:
    if len(inner) == 2 and inner[1] is Ellipsis:
        item = _reader(inner[0])
        return lambda value: tuple(map(item, _list(value)))
    readers = tuple(map(_reader, inner))

    def read(value: Any) -> Any:
        items = _list(value)
        if len(readers) != len(items):
            raise CodecError(f"expected {len(readers)} items, found {len(items)}")
        return tuple(each(item) for each, item in zip(readers, items, strict=True))

    return read


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CodecError(f"expected a list, found {value!r}")
    return value


def _scalar(hint: Any) -> Reader:
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda value: from_json(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint

    def read(value: Any) -> Any:
        if type(value) is hint:
            return value
        if hint is float and type(value) is int:
            return float(value)
        raise CodecError(f"expected {getattr(hint, '__name__', hint)}, found {value!r}")

    return read
