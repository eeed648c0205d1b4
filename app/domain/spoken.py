"""A code to read aloud or to type: one group's two scores for a dimension, from its own station.

Fifteen characters of :data:`ALPHABET`. Two of them are a check over the field of 32 elements: any
one or two wrong characters, and any two that changed places, are always noticed. Twenty bits are
proof of the station, which nobody writes into the code: the hub tries its own. The form is told in
``app/room/PROTOCOL.md``, "By word of mouth"; ``tests/domain/spoken_vectors.json`` holds for every
client.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.cells import CellKey, Field
from app.domain.codec import to_json
from app.domain.envelopes import canonical
from app.domain.framework import Framework, Lens
from app.domain.room_keys import ALPHABET, spoken_key, typed_code

LENGTH = 15
"""Characters of a code."""
VERSION = 1
NOTHING, EMPTIED, CANNOT_TELL, NOT_SCORED, FIRST_LEVEL = 0, 1, 2, 3, 4
"""What a lens's character says; a level is its place among the scale's, from FIRST_LEVEL on."""

_DATA = LENGTH - 2
_WINDOW_SECONDS = 32**3
_WINDOWS_BACK = 3
"""How far back a code may have been made: a little over a day."""
_MOST_VERSIONS = 40
"""Earlier forms of the framework that a station may not have heard of being replaced."""


def _powers() -> tuple[int, ...]:
    """Return the powers of a primitive element: x of x⁵ + x² + 1."""
    found, one = [], 1
    for _place in range(31):
        found.append(one)
        one = one << 1 ^ (0b100101 if one & 16 else 0)
    return tuple(found)


_POWERS = _powers()
_LOGS = {value: place for place, value in enumerate(_POWERS)}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a code says.

    Attributes:
        room, station, group, dimension: whose scores of what.
        at: when they were given (UTC, a whole second).
        seen: a trace of the other devices' entries that stood when they were given.
        cells: (name of a cell, value); "chose not to score" comes without its words.

    """

    room: str
    station: str
    group: str
    dimension: str
    at: datetime
    seen: int = 0
    cells: tuple[tuple[str, Any], ...] = field(default=())


def seen_of(entry_ids: Iterable[str]) -> int:
    """Return the trace of a set of entries: ten bits."""
    text = ",".join(sorted(entry_ids))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2], "big") >> 6


def moment_of(at: datetime) -> datetime:
    """Return a moment as a code can say it: the next whole second, so that nothing came later."""
    up = 1 if at.microsecond else 0
    return at.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=up)


def entry_id(token: str, cell: str, value: Any, at: datetime) -> str:
    """Return the id of the entry that a code carries; station and hub make the same one."""
    said = canonical(["entry", cell, plain(value), to_json(at)])
    return hmac.new(spoken_key(token), said, hashlib.sha256).hexdigest()[:32]


def plain(value: Any) -> Any:
    """Return a value as a code says it: the words of "chose not to score" stay at the station."""
    return {"words": ""} if isinstance(value, dict) and "words" in value else value


def code_of(said: Said, token: str, framework: Framework) -> str:
    """Return the code; "" where there is nothing to say, or it cannot be said in this form.

    That is so for a level that is not of the scale in use, and for a dimension beyond the 32nd.
    """
    answers = _answers_of(said, framework)
    places = [dimension.id for dimension in framework.dimensions][:32]
    if answers is None or said.dimension not in places:
        return ""
    seconds = int(said.at.timestamp()) % _WINDOW_SECONDS
    symbols = [
        VERSION,
        places.index(said.dimension),
        *answers,
        *_split(seconds, 3),
        *_split(said.seen, 2),
        *_split(_proof(said, token), 4),
    ]
    return "".join(ALPHABET[one] for one in (*symbols, *_checks(symbols)))


def shown(code: str) -> str:
    """Return a code as people read it: in groups of five."""
    return "-".join(code[at : at + 5] for at in range(0, len(code), 5))


def typed(text: str) -> str:
    """Return what somebody typed as a code: without case, spaces and dashes, O as 0, I and L as 1.

    Other characters stay, and are wrong.
    """
    folded = unicodedata.normalize("NFKC", text)
    kept = (c for c in folded if c not in ".,;:_–—" and not c.isspace())
    return typed_code("".join(kept))


def is_code(text: str) -> bool:
    """Tell whether a text (as :func:`typed` returns it) is a code without a slip."""
    symbols = _symbols(text)
    if len(symbols) != LENGTH or -1 in symbols:
        return False
    return tuple(symbols[_DATA:]) == _checks(symbols[:_DATA])


def version_in(text: str) -> int:
    """Return the version in which a code was made; what is newer cannot be read here."""
    return _symbols(text)[0]


def read(
    text: str,
    writers: Iterable[tuple[str, str, str]],
    *,
    room: str,
    framework: Framework,
    now: datetime,
) -> tuple[Said, str] | None:
    """Return what a code says, and the token of its station; None where nobody there made it.

    ``writers`` are (station, its token, a group that it may write for).
    """
    symbols = _symbols(text)
    places = framework.dimensions
    if not is_code(text) or symbols[0] != VERSION or symbols[1] >= len(places):
        return None
    dimension, proof = places[symbols[1]].id, _joined(symbols[9:13])
    moments = _moments(_joined(symbols[4:7]), now)
    candidates = [(*one, version) for one in writers for version in _versions(framework)]
    for station, token, group, version in candidates:
        cells = _cells_of(group, dimension, symbols[2:4], framework, version)
        for at in moments if cells else ():
            said = Said(
                room=room, station=station, group=group, dimension=dimension, at=at,
                seen=_joined(symbols[7:9]), cells=cells,
            )  # fmt: skip
            if _proof(said, token) == proof:
                return said, token
    return None


def _versions(framework: Framework) -> range:
    return range(framework.version, max(0, framework.version - _MOST_VERSIONS), -1)


def _moments(seconds: int, now: datetime) -> list[datetime]:
    """Return the moments that a few characters may mean, the latest that has passed first."""
    present = int(now.timestamp()) + 1
    latest = present - (present - seconds) % _WINDOW_SECONDS
    steps = (0, *(-back for back in range(1, _WINDOWS_BACK + 1)), 1)
    return [datetime.fromtimestamp(latest + step * _WINDOW_SECONDS, UTC) for step in steps]


def _proof(said: Said, token: str) -> int:
    cells = [[cell, plain(value)] for cell, value in said.cells]
    place = [said.room, said.station, said.group, to_json(said.at), said.seen, cells]
    made = hmac.new(spoken_key(token), canonical(place), hashlib.sha256).digest()
    return int.from_bytes(made[:3], "big") >> 4


def _levels(framework: Framework, lens: Lens) -> list[str]:
    scales = framework.scales[framework.active_scale]
    return [level.id for scale in scales if scale.lens is lens for level in scale.levels]


def _answers_of(said: Said, framework: Framework) -> tuple[int, int] | None:
    """Return the two characters for the answers; None where they cannot be said."""
    found = {CellKey.parse(cell): value for cell, value in said.cells}
    if any(key.field is Field.NOT_SCORED and value is not None for key, value in found.items()):
        return NOT_SCORED, NOT_SCORED
    ratings = {key.lens: value for key, value in found.items() if key.field is Field.RATING}
    answers = []
    for lens in Lens:
        if lens.value not in ratings:
            answers.append(NOTHING)
            continue
        symbol = _symbol_of(ratings[lens.value], _levels(framework, lens))
        if symbol < 0:
            return None
        answers.append(symbol)
    return (answers[0], answers[1]) if any(answers) else None


def _symbol_of(value: Any, levels: Sequence[str]) -> int:
    if value is None:
        return EMPTIED
    if value.get("cannot_tell"):
        return CANNOT_TELL
    place = levels.index(value["level"]) if value.get("level") in levels else 32
    return FIRST_LEVEL + place if FIRST_LEVEL + place < 32 else -1


def _cells_of(
    group: str, dimension: str, answers: Sequence[int], framework: Framework, version: int
) -> tuple[tuple[str, Any], ...]:
    """Return the cells that two characters mean; none where they mean nothing."""
    skipped = str(CellKey(group, dimension, Field.NOT_SCORED))
    if NOT_SCORED in answers:
        return ((skipped, {"words": ""}),) if tuple(answers) == (NOT_SCORED, NOT_SCORED) else ()
    cells: list[tuple[str, Any]] = [(skipped, None)]
    for lens, symbol in zip(Lens, answers, strict=True):
        levels, place = _levels(framework, lens), symbol - FIRST_LEVEL
        if place >= len(levels):
            return ()
        value: Any = {"level": levels[place], "framework": version} if place >= 0 else None
        value = {"cannot_tell": True} if symbol == CANNOT_TELL else value
        if symbol != NOTHING:
            cells.append((str(CellKey(group, dimension, Field.RATING, lens.value)), value))
    return tuple(cells) if len(cells) > 1 else ()


def _symbols(text: str) -> list[int]:
    return [ALPHABET.find(one) for one in text]


def _split(number: int, count: int) -> list[int]:
    return [number >> 5 * place & 31 for place in reversed(range(count))]


def _joined(symbols: Sequence[int]) -> int:
    number = 0
    for one in symbols:
        number = number << 5 | one
    return number


def _times(one: int, other: int) -> int:
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 31] if one and other else 0


def _checks(symbols: Sequence[int]) -> tuple[int, int]:
    """Return the two last characters: then all sum up to 0, and so do all times xⁿ at place n."""
    plain_sum, weighted = 0, 0
    for place, one in enumerate(symbols):
        plain_sum ^= one
        weighted ^= _times(one, _POWERS[place])
    rest = weighted ^ _times(plain_sum, _POWERS[_DATA])
    divisor = _POWERS[_DATA] ^ _POWERS[_DATA + 1]
    last = _times(rest, _POWERS[-_LOGS[divisor] % 31])
    return plain_sum ^ last, last
