"""JSON in the one form that is compared, hashed and kept: sorted keys, no spaces, readable text."""

import json
from json import encoder
from typing import Any

_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _one_for_all() -> Any:
    """Return what makes JSON of all but texts, or None where this Python has no quick one.

    ``JSONEncoder`` makes it anew for every value, which takes longer than most values do here.
    """
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return None
    try:
        return make(
            None, _PLAIN.default, encoder.encode_basestring, None, ":", ",", True, False, True
        )  # fmt: skip
    except TypeError:  # another Python's, which asks for something else
        return None


_encode = _one_for_all()


def canonical_text(value: Any) -> str:
    """Return a JSON-ready value as text.

    Raises:
        TypeError: where it holds what JSON has no word for.

    """
    if type(value) is str or _encode is None:
        return _PLAIN.encode(value)
    return "".join(_encode(value, 0))
