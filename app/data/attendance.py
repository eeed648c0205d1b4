"""What a sign-up tool says about coming."""

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
    "registrada, si asistire, in person, presencial"
)
_NOT_COMING = (
    "not attending, not going, no, n, cancelled, canceled, declined, refunded, deleted, will not"
    " attend, no show, withdrawn, transferred, false, no asistira, no asistire, cancelado,"
    "cancelada, rechazado, rechazada, cannot attend, can t attend, unable to attend"
)
_WORDS = {
    **{word.strip(): Attendance.COMING for word in _COMING.split(",")},
    **{word.strip(): Attendance.NOT_COMING for word in _NOT_COMING.split(",")},
}


def attendance_of(words: str) -> Attendance:
    """Return what the words mean; no words at all mean that the person signed up."""
    text = normalised_header(words)
    return _WORDS.get(text, Attendance.UNKNOWN) if text else Attendance.COMING
