"""What can be wrong with a workshop file, each told in three sentences."""

from pathlib import Path

from app.domain.errors import FileProblemError
from app.i18n import _
from app.storage.format import SCHEMA_VERSION


def _untouched() -> str:
    return _("The file was not changed, and every other workshop is as it was.")


class MissingFileError(FileProblemError):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is not there any more.").format(name=path.name),
            safe=_("Every other workshop is as it was."),
            remedy=_("Look where it was moved to, or restore a backup."),
        )


class UnreadableFileError(FileProblemError):
    """The system refuses to read or move the file."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file and the system's reason."""
        super().__init__(
            _("“{name}” cannot be read: {reason}.").format(
                name=path.name, reason=error.strerror or str(error)
            ),
            safe=_untouched(),
            remedy=_("Check that the folder is there and that you may open it."),
        )


class UnreadableFolderError(FileProblemError):
    """The system refuses to say what is in a folder: that is not the same as nothing."""

    def __init__(self, folder: Path, error: OSError) -> None:
        """Name the folder and the system's reason."""
        super().__init__(
            _("The folder “{folder}” cannot be read: {reason}.").format(
                folder=folder, reason=error.strerror or str(error)
            ),
            safe=_("Nothing in it was changed."),
            remedy=_("Check that you may open it, or choose another one with --data-dir."),
        )


class EmptyFileError(FileProblemError):
    """A file of zero bytes."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is empty: it has no content at all.").format(name=path.name),
            safe=_untouched(),
            remedy=_("Rebuild this workshop; a copy that you were sent, ask for once more."),
        )


class NotAWorkshopError(FileProblemError):
    """A text, a picture, another program's database."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is not a workshop file.").format(name=path.name),
            safe=_untouched(),
            remedy=_("Choose a file that ends in .eqw and was exported by this program."),
        )


class DamagedFileError(FileProblemError):
    """A workshop file whose content is broken or cut off."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is damaged and cannot be opened.").format(name=path.name),
            safe=_("The file was not touched, and its backups are kept apart from it."),
            remedy=_("Rebuild this workshop; a copy that you were sent, ask for once more."),
        )


class NewerFileError(FileProblemError):
    """Written by a newer version of the program.

    Attributes:
        version: the file's schema version.

    """

    def __init__(self, path: Path, version: int) -> None:
        """Name the file and both versions."""
        self.version = version
        super().__init__(
            _(
                "“{name}” was made by a newer version of this program "
                "(file format {found}; this version reads up to {known})."
            ).format(name=path.name, found=version, known=SCHEMA_VERSION),
            safe=_untouched(),
            remedy=_("Install the newer version, then open it again."),
        )


class OlderFileError(FileProblemError):
    """Written by an older version: it opens after an upgrade.

    Attributes:
        version: the file's schema version.

    """

    def __init__(self, path: Path, version: int) -> None:
        """Name the file and both versions."""
        self.version = version
        super().__init__(
            _(
                "“{name}” was made by an older version of this program "
                "(file format {found}; this version writes {known})."
            ).format(name=path.name, found=version, known=SCHEMA_VERSION),
            safe=_untouched(),
            remedy=_("Open it: it is backed up first and then brought up to date."),
        )


class ForeignPartsError(FileProblemError):
    """A workshop file into which something was put that could act on its own."""

    def __init__(self, path: Path, part: str) -> None:
        """Name the file and the part."""
        super().__init__(
            _("“{name}” holds something that this program never makes: “{part}”.").format(
                name=path.name, part=part
            ),
            safe=_("It was only looked at: nothing in it was run or changed."),
            remedy=_("Ask the sender for a fresh export."),
        )


class ReadOnlyFileError(FileProblemError):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” can be read but not written.").format(name=path.name),
            safe=_untouched(),
            remedy=_("Copy it to a folder of your own, or allow writing to its folder."),
        )


class LockedFileError(FileProblemError):
    """Another program, or a second window, is writing the file."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” is in use by another program or window.").format(name=path.name),
            safe=_untouched(),
            remedy=_("Close it there, then try again."),
        )


class UnsearchedFileError(FileProblemError):
    """A file that may hold what is being erased, and cannot be looked into."""

    def __init__(self, path: Path) -> None:
        """Name the file and its folder."""
        super().__init__(
            _("“{name}” could not be searched, because it cannot be opened.").format(
                name=path.name
            ),
            safe=_("It was not touched, and the search went on in the other copies."),
            remedy=_(
                "If it may be a copy of this workshop, restore its backup in its place, or delete "
                "it: it lies in “{folder}”."
            ).format(folder=path.parent),
        )


class UpgradeFailedError(FileProblemError):
    """An older file could not be brought up to date."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” could not be brought up to date.").format(name=path.name),
            safe=_("It is as it was; a backup made just before lies with its backups."),
            remedy=_("Open it with the version of the program that made it."),
        )


class BackupFailedError(FileProblemError):
    """A backup could not be made, or does not read back well."""

    def __init__(self, folder: Path, reason: str) -> None:
        """Name the folder and the reason."""
        super().__init__(
            _("No backup could be made in “{folder}”: {reason}.").format(
                folder=folder, reason=reason
            ),
            safe=_("The workshop itself is saved as usual."),
            remedy=_("Free some disk space, or plug the backup drive in again."),
        )
