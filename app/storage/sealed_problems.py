"""What can be wrong with a hand-over file, each told in three sentences."""

from pathlib import Path

from app.domain.errors import FileProblemError
from app.i18n import _


def _nothing() -> str:
    return _("Nothing was taken in, and every workshop here is as it was.")


class NotSealedError(FileProblemError):
    """Something else than a hand-over file."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is no hand-over file.").format(name=path.name),
            safe=_nothing(),
            remedy=_("Choose the file that was handed over; its name ends in .eqh."),
        )


class NewerSealedError(FileProblemError):
    """A hand-over file that a newer version of the program made."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” was saved by a newer version of this program.").format(name=path.name),
            safe=_nothing(),
            remedy=_("Use the same version of the program on both laptops; the file waits."),
        )


class WrongPassphraseError(FileProblemError):
    """The passphrase is another one (or the very beginning of the file was changed)."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("This passphrase does not open “{name}”.").format(name=path.name),
            safe=_nothing(),
            remedy=_(
                "Type it once more, as it was given to you; capitals and dashes do not count."
            ),
        )


class CutOffError(FileProblemError):
    """The file is not whole, or was changed on its way."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is not whole, or was changed on its way.").format(name=path.name),
            safe=_nothing(),
            remedy=_("Copy it once more from the laptop that handed over."),
        )
