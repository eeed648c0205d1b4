"""What a sign-up tool, or somebody in their own words, says about coming."""

import re
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
    "rejected, regrets, i will not attend, i cannot attend, i can t attend, i can t make it,"
    "can t make it, denegado, denegada, no puedo asistir, no podre asistir"
)
_WORDS = {
    **{word.strip(): Attendance.COMING for word in _COMING.split(",")},
    **{word.strip(): Attendance.NOT_COMING for word in _NOT_COMING.split(",")},
}


_STOP = re.compile(r"[,.;:!?(\n]|\s[-–—]\s")
_DOUBT = re.compile(
    r"\b(?:wait ?list\w*|maybe|may|might|perhaps|pending|tentativ\w*|unless|if|but|unsure"
    r"|virtual\w*|online|remote\w*|zoom|quiza|tal vez|espera|pendiente|pero|en linea)\b"
    r"|\b(?:not|no) (?:sure|certain|estoy)\b"
)


def attendance_of(words: str) -> Attendance:
    """Return what the words mean; no words at all mean that the person signed up.

    An answer and what somebody adds to it ("No, I am away") mean the answer, unless the addition
    casts doubt on it.
    """
    text = normalised_header(words)
    if not text:
        return Attendance.COMING
    known = _WORDS.get(text)
    if known is not None:
        return known
    answer, *added = _STOP.split(words.strip(), maxsplit=1)
    if not added or _DOUBT.search(normalised_header(added[0])):
        return Attendance.UNKNOWN
    return _WORDS.get(normalised_header(answer), Attendance.UNKNOWN)
