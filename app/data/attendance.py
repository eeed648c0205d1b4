"""What a sign-up tool, or somebody in their own words, says about coming."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto

from app.data.tables import normalised_header


class Attendance(Enum):
    """Whether a row's person is to be expected."""

    COMING = auto()
    NOT_COMING = auto()
    UNKNOWN = auto()


_COMING = (
    "attending, checked in, yes, y, going, will attend, registered, confirmed, accepted, approved,"
    "paid, complete, completed, true, si, asistira, asistire, confirmado, confirmada, registrado,"
    "i will attend, i will be there, i ll be there, i plan to attend, i can attend, i am coming,"
    "registrada, si asistire, in person, presencial"
)
_NOT_COMING = (
    "not attending, not going, no, n, cancelled, canceled, declined, refunded, deleted, will not"
    " attend, no show, withdrawn, transferred, false, no asistira, no asistire, cancelado,"
    "cancelada, rechazado, rechazada, cannot attend, can t attend, unable to attend, denied,"
    "rejected, regrets, cancelled by self, cancelled by host, canceled by self, canceled by host,"
    "cancelled by attendee, canceled by attendee, i will not attend, i cannot attend,"
    "i can t attend, i can t make it, can t make it, denegado, denegada,"
    "no puedo asistir, no podre asistir"
)
_WORDS = {
    **{word.strip(): Attendance.COMING for word in _COMING.split(",")},
    **{word.strip(): Attendance.NOT_COMING for word in _NOT_COMING.split(",")},
}


_TICKS, _CROSSES = frozenset("✓✔✅☑"), frozenset("✗✘✕✖❌×")
_BLANK_MARKS = frozenset("-–—_.…/")
"""What stands in a cell that somebody left blank."""

_STOP = re.compile(r"[,.;:!?(\n]|\s[-–—]\s")
_DOUBT = re.compile(
    r"\b(?:wait ?list\w*|maybe|may|might|perhaps|pending|tentativ\w*|unless|if|but|unsure"
    r"|virtual\w*|online|remote\w*|zoom|quiza|tal vez|espera|pendiente|pero|en linea)\b"
    r"|\b(?:not|no) (?:sure|certain|estoy)\b"
)


_ASKS = re.compile(
    r"attend|attending|attendance|coming|rsvp|asistencia|asiste"
    r"|.*\b(?:will|can|are|do) you\b.*|.*\b(?:asistira|podra|vendra|acompanara)\b.*"
)
_BITS = {"1": Attendance.COMING, "0": Attendance.NOT_COMING}
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b|\bcuant[oa]s\b|\bnumero de\b")


class AttendanceReader:
    """Reads the answers of one column about coming: a bare 1 or 0 by what the column asks.

    Under a question such as "Will you attend?" they are yes and no. In a tool's "Status" a 0 may
    stand for anything: it is unknown, and asked once for all of them.
    """

    def __init__(self, header: str, cells: Iterable[str]) -> None:
        self._asks = _ASKS.fullmatch(normalised_header(header)) is not None
        self._counts = _HOW_MANY.search(normalised_header(header)) is not None
        self._only_bits = {cell.strip() for cell in cells} <= {"", *_BITS}

    def read(self, words: str) -> Attendance:
        """Return what the words mean; see :func:`attendance_of`."""
        if self._counts and words.strip().isdecimal():
            return Attendance.COMING if int(words) else Attendance.NOT_COMING
        bit = _BITS.get(words.strip())
        known = bit is not None and (self._asks or (self._only_bits and bit is Attendance.COMING))
        return bit if bit is not None and known else attendance_of(words)


_UNMISTAKABLE = re.compile(
    r"(?:not )?attending|cancel\w+|declined|refunded|no show|regrets|wait ?list\w*"
    r"|(?:no )?asistir[ae]"
)


def is_about_coming(words: str) -> bool:
    """Tell whether words may be an answer about coming, or an order's status."""
    text = normalised_header(words)
    return text in _WORDS or _UNMISTAKABLE.fullmatch(text) is not None


def cancels(words: str) -> bool:
    """Tell whether words are about coming and nothing else: "Cancelled" is, and "Yes" is not."""
    return _UNMISTAKABLE.fullmatch(normalised_header(words)) is not None


def is_bit(words: str) -> bool:
    """Tell whether an answer is a bare number, such as 1 for yes."""
    return words.strip().isdecimal()


def _by_mark(words: str) -> Attendance:
    """Return what a tick or a cross means, and that a blank is somebody who signed up."""
    marks = {sign for sign in words if unicodedata.category(sign)[0] not in "CZM"}
    if marks <= _BLANK_MARKS or marks <= _TICKS:
        return Attendance.COMING
    return Attendance.NOT_COMING if marks <= _CROSSES else Attendance.UNKNOWN


def attendance_of(words: str) -> Attendance:
    """Return what the words mean; no words at all mean that the person signed up.

    An answer and what somebody adds to it ("No, I am away") mean the answer, unless the addition
    casts doubt on it.
    """
    text = normalised_header(words)
    if not text:
        return _by_mark(words)
    known = _WORDS.get(text)
    if known is not None:
        return known
    answer, *added = _STOP.split(words.strip(), maxsplit=1)
    if not added or _DOUBT.search(normalised_header(added[0])):
        return Attendance.UNKNOWN
    return _WORDS.get(normalised_header(answer), Attendance.UNKNOWN)
