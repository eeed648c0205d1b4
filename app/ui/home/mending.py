"""What Home says of a workshop that was rebuilt, or that only a second place still has."""

from typing import TYPE_CHECKING

from app.i18n import _, _n
from app.paths import short_folder
from app.ui.home import wording

if TYPE_CHECKING:
    # Importing it brings the database along; Home is painted before that.
    from app.services.rebuilding import Rebuilt
    from app.services.rescue import Rescued


def rebuilt_words(done: "Rebuilt") -> tuple[str, str]:
    """Return what is back and until when, and where it comes from: a strong line and the rest."""
    strong = _("{district} is back, with everything until {time}.").format(
        district=done.district, time=wording.moment_words(done.until)
    )
    words = [_("It comes from the backup of {time}.").format(time=_time(done))]
    if done.entries:
        more = _n(
            "The damaged file still gave {n} later change.",
            "The damaged file still gave {n} later changes.",
            done.entries,
        )
        words.append(more.format(n=done.entries))
    if done.drafts:
        more = _n(
            "{n} text that was being typed is there, too.",
            "{n} texts that were being typed are there, too.",
            done.drafts,
        )
        words.append(more.format(n=done.drafts))
    if done.aside is not None:
        words.append(_("The damaged file lies untouched in {folder}.").format(
            folder=short_folder(done.aside.parent)
        ))  # fmt: skip
    return strong, " ".join(words)


def rescued_words(found: "Rescued") -> tuple[str, str]:
    """Return that a workshop's own folder is gone, and what there is of it."""
    return (
        _("The folder of {district} is gone.").format(district=found.district),
        _("A whole copy of it is kept in {folder}; nothing is lost.").format(
            folder=short_folder(found.path.parent)
        ),
    )


def _time(done: "Rebuilt") -> str:
    same_day = done.backup_at.astimezone().date() == done.until.astimezone().date()
    return (wording.time_words if same_day else wording.moment_words)(done.backup_at)
