"""Frozen dataclasses to JSON values and back, by their type hints.

Understood: str, int, float, bool, None, datetime (ISO 8601, UTC), date, Enum, tuple[T, ...], fixed
tuples, frozenset[T], dict[str, T], Any (JSON as it is), nested dataclasses and unions with None.
Decoding ignores unknown keys and lets defaults stand for missing ones, so that an older or newer
writer is understood.
"""

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class CodecError(ValueError):
    """A JSON value that does not fit the dataclass it is meant for."""


def to_json(value: Any) -> Any:
    """Return ``value`` as JSON-ready dicts, lists and scalars."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted((to_json(item) for item in value), key=str)
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


_HINTS: dict[type, dict[str, Any]] = {}


def hints(cls: type) -> dict[str, Any]:
    """Return the resolved type hints of a dataclass."""
    if cls not in _HINTS:
        _HINTS[cls] = typing.get_type_hints(cls)
    return _HINTS[cls]


def from_json(cls: type[T], data: Any) -> T:
    """Build a ``cls`` from what :func:`to_json` made.

    Raises:
        CodecError: where a required field is missing or has the wrong shape.

    """
    if not isinstance(data, dict):
        raise CodecError(f"{cls.__name__}: expected an object, found {type(data).__name__}")
    known = hints(cls)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if not field.init or field.name not in data:
            continue
        try:
            values[field.name] = value_from_json(known[field.name], data[field.name])
        except (TypeError, ValueError) as error:
            raise CodecError(f"{cls.__name__}.{field.name}: {error}") from error
    try:
        return cls(**values)
    except TypeError as error:
        raise CodecError(f"{cls.__name__}: {error}") from error


def value_from_json(hint: Any, value: Any) -> Any:
    """Return ``value`` as the type ``hint`` asks for.

    Raises:
        ValueError: where it does not fit.

    """
    origin, inner = _parts(hint)
    if origin in (types.UnionType, typing.Union):
        return _union(hint, inner, value)
    if hint is Any:
        return value
    if origin is tuple:
        return _tuple(inner, value)
    if origin is frozenset:
        return frozenset(value_from_json(inner[0], item) for item in _list(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise CodecError(f"expected an object, found {value!r}")
        key, kept = inner
        return {value_from_json(key, k): value_from_json(kept, v) for k, v in value.items()}
    return _scalar(hint, value)


@cache
def _parts(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return what a hint is made of; every record of a kind asks for the same ones."""
    return typing.get_origin(hint), typing.get_args(hint)


def _union(hint: Any, choices: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in choices:
        return None
    rest = [choice for choice in choices if choice is not type(None)]
    for choice in rest:
        try:
            return value_from_json(choice, value)
        except (TypeError, ValueError):
            if choice is rest[-1]:
                raise
    raise CodecError(f"{value!r} fits none of {hint}")


def _tuple(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    items = _list(value)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(value_from_json(inner[0], item) for item in items)
    if len(inner) != len(items):
        raise CodecError(f"expected {len(inner)} items, found {len(items)}")
    return tuple(value_from_json(h, item) for h, item in zip(inner, items, strict=True))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CodecError(f"expected a list, found {value!r}")
    return value


def _scalar(hint: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise CodecError(f"expected {getattr(hint, '__name__', hint)}, found {value!r}")
