"""What a laptop needs that never had a network: where it belongs, and what it may see of the room.

It lies sealed in a file that only the group's code opens, for it holds the station's key.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.codec import CodecError, from_json, to_json
from app.domain.enrolments import Enrolment
from app.domain.envelopes import is_station_id

FORMAT = "equity-workshop-join"
FORMAT_VERSION = 1
LARGEST = 16 * 1024 * 1024
"""Bytes of such a file; a view has about a hundredth of it."""


class NoJoinFileError(ValueError):
    """A content that this program cannot read as the way into a room."""


@dataclass(frozen=True, kw_only=True)
class JoinFile:
    """The way into a room without a network.

    Attributes:
        enrolment: where the station belongs.
        view: what it may see, as it comes over the network.
        at: when that was (UTC, by the hub's clock).

    """

    enrolment: Enrolment
    view: dict[str, Any]
    at: datetime


def content(enrolment: Enrolment, view: dict[str, Any]) -> bytes:
    """Return what goes into the seal."""
    told = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "enrolment": to_json(enrolment),
        "view": view,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes) -> JoinFile:
    """Return what was in the seal.

    Raises:
        NoJoinFileError: where it makes no sense here.

    """
    try:
        data = json.loads(content)
        if data["format"] != FORMAT or data["format_version"] != FORMAT_VERSION:
            raise NoJoinFileError("another format")
        enrolment = from_json(Enrolment, data["enrolment"])
        view = dict(data["view"])
        at = datetime.fromisoformat(view["now"])
    except (CodecError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoJoinFileError(str(error)) from error
    if not is_station_id(enrolment.station) or at.tzinfo is None:
        raise NoJoinFileError("no station")
    return JoinFile(enrolment=enrolment, view=view, at=at)
