"""What is wrong with an envelope file, in three sentences; nothing of such a file is taken in."""

from enum import StrEnum

from app.domain.errors import FileProblemError
from app.i18n import N_, _


class Problem(StrEnum):
    """Why a file is refused."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_OURS = "not_ours"
    NOT_WHOLE = "not_whole"
    EDITED = "edited"
    NEWER = "newer"
    NO_SENSE = "no_sense"
    FOR_HUB = "for_hub"
    FOR_STATION = "for_station"
    ANOTHER_ROOM = "another_room"
    ANOTHER_WORKSHOP = "another_workshop"
    ANOTHER_STATION = "another_station"


_NOTHING = N_("Nothing of it was taken in, and nothing was changed.")
_ON_DEVICE = N_("Nothing of it was taken in; the answers are still on the device that saved it.")
_CHOOSE = N_("Choose the file that the other device saved; its name ends in .eqx.")
_SAVE_AGAIN = N_("Let the device save its file once more, and add that one.")
_UPDATE = N_("Use the same version of the program on both laptops; the file waits.")

_SAID: dict[Problem, tuple[str, str, str]] = {
    Problem.UNREADABLE: (N_("“{name}” cannot be read."), _NOTHING,
                         N_("Put the stick in again, or copy the file to this laptop first.")),
    Problem.TOO_LARGE: (N_("“{name}” is larger than any file of a device."), _NOTHING, _CHOOSE),
    Problem.NOT_OURS: (N_("“{name}” is no file from the room."), _NOTHING, _CHOOSE),
    Problem.NOT_WHOLE: (N_("“{name}” is not whole: its end is missing."), _ON_DEVICE,
                        _SAVE_AGAIN),
    Problem.EDITED: (N_("“{name}” was changed after it was saved."), _ON_DEVICE, _SAVE_AGAIN),
    Problem.NEWER: (N_("“{name}” was saved by a newer version of this program."), _ON_DEVICE,
                    _UPDATE),
    Problem.NO_SENSE: (N_("“{name}” makes no sense here."), _ON_DEVICE, _SAVE_AGAIN),
    Problem.FOR_HUB: (N_("“{name}” is for the facilitator, not for this device."), _NOTHING,
                      N_("Give it to the facilitator, who has an answer for this device.")),
    Problem.FOR_STATION: (N_("“{name}” is an answer for a note-taker’s device, not from one."),
                          _NOTHING, N_("Take it back to that device.")),
    Problem.ANOTHER_ROOM: (N_("“{name}” belongs to another room."), _ON_DEVICE,
                           N_("Open the workshop that it comes from, and add it there.")),
    Problem.ANOTHER_WORKSHOP: (N_("“{name}” belongs to another workshop."), _ON_DEVICE,
                               N_("Open the workshop that it comes from, and add it there.")),
    Problem.ANOTHER_STATION: (N_("“{name}” is the answer for another device."), _NOTHING,
                              N_("Choose the answer that was saved for this device.")),
}  # fmt: skip


class ExchangeError(FileProblemError):
    """A file that is refused as a whole; ``problem`` says why, for programs."""

    def __init__(self, problem: Problem, name: str) -> None:
        """Say it in the interface's language; ``name`` is the file's."""
        happened, safe, remedy = _SAID[problem]
        super().__init__(_(happened).format(name=name), safe=_(safe), remedy=_(remedy))
        self.problem = problem
