"""Framework packs as files: the one that comes with the program, and those that travel."""

import contextlib
import json
from pathlib import Path

from app.domain.errors import FileProblemError
from app.domain.framework import Framework, framework_from_json, framework_to_json
from app.domain.giving_up import GivenUpError, Tell, untold
from app.i18n import _
from app.services.sample import default_pack
from app.write_points import Point, reached

LARGEST_BYTES = 4_000_000
"""No pack of words comes near this; a larger file is something else."""


def default_framework() -> Framework:
    """Return the pack that comes with the program."""
    return framework_from_json(default_pack())


def read_framework(path: Path, tell: Tell = untold) -> Framework:
    """Read a pack from a file; a text may wait for its translation.

    Raises:
        FileProblemError: where the file cannot be read or is no JSON.
        FrameworkError: where it is no pack, naming every fault.
        GivenUpError: where ``tell`` says so.

    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _not_a_pack(path)
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FileProblemError(
            _("“{name}” cannot be read.").format(name=path.name),
            safe=_("Nothing was changed."),
            remedy=_("Look whether the file is still there, and try again."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _not_a_pack(path) from error
    tell(0, 0)
    framework = framework_from_json(data, complete=False)
    tell(0, 0)
    return framework


def write_framework(path: Path, framework: Framework, tell: Tell = untold) -> None:
    """Write a pack to a file, whole or not at all.

    Raises:
        FileProblemError: where the file cannot be written.
        GivenUpError: where ``tell`` says so; what lay there is then untouched.

    """
    words = json.dumps(framework_to_json(framework), ensure_ascii=False, indent=1)
    half = path.with_name(path.name + ".part")
    try:
        half.write_text(words, "utf-8")
        reached(Point.EXPORT_READY)
        tell(0, 0)
        half.replace(path)
    except (OSError, GivenUpError) as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        if isinstance(error, GivenUpError):
            raise
        raise FileProblemError(
            _("“{name}” cannot be written.").format(name=path.name),
            safe=_("The workshop is not touched by this."),
            remedy=_("Choose another folder, or free some space."),
        ) from error


def _not_a_pack(path: Path) -> FileProblemError:
    return FileProblemError(
        _("“{name}” is not a framework pack.").format(name=path.name),
        safe=_("Nothing was changed."),
        remedy=_("Choose a file that was saved here with “Save to a file”."),
    )
