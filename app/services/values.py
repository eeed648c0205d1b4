"""Applying named values to a record, with the types that its fields ask for."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from app.domain.codec import hints, value_from_json
from app.domain.errors import InvalidChangeError
from app.domain.records import Record
from app.i18n import _

R = TypeVar("R", bound=Record)


def with_values(record: R, values: dict[str, Any], allowed: frozenset[str] | None = None) -> R:
    """Return ``record`` with ``values`` (JSON) in place.

    Raises:
        InvalidChangeError: for a field that is unknown, not allowed, or of the wrong type.

    """
    known = {f.name for f in fields(record)} - {"id"}
    names = known if allowed is None else known & allowed
    wrong = sorted(set(values) - names)
    if wrong:
        raise InvalidChangeError(
            _("{fields} cannot be changed here.").format(fields=", ".join(wrong))
        )
    types = hints(type(record))
    try:
        fresh = {name: value_from_json(types[name], value) for name, value in values.items()}
    except (TypeError, ValueError) as error:
        raise InvalidChangeError(
            _("This value does not fit here: {fields}.").format(fields=", ".join(values))
        ) from error
    return replace(record, **fresh)
