"""The laptop's clock and time zone."""

import os
import time
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.finding import Finding
from app.i18n import _

SUFFIX = "*.eqw"
MOST_AHEAD = timedelta(hours=1)


def check_times(data_dir: Path) -> Iterator[Finding]:
    """Check that the clock is near the truth and its zone is one that there is."""
    yield _clock(data_dir)
    yield _zone()


def _clock(data_dir: Path) -> Finding:
    now = datetime.now(UTC)
    seen = f"{now.astimezone():%Y-%m-%d %H:%M}"
    newest = max((_changed(path) for path in data_dir.rglob(SUFFIX)), default=0.0)
    well = 2025 <= now.year <= 2100
    if newest > (now + MOST_AHEAD).timestamp():
        later = datetime.fromtimestamp(newest, UTC).astimezone()
        seen = _("{now}, but a workshop was changed {later:%Y-%m-%d %H:%M}").format(
            now=seen, later=later
        )
        well = False
    return Finding(_("Clock"), well, seen, _("Set the laptop's clock."))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _zone() -> Finding:
    wished = os.environ.get("TZ", "").lstrip(":")
    seen = wished or " ".join(dict.fromkeys(time.tzname))
    well = True
    if wished and not Path(wished).is_absolute():
        try:
            zoneinfo.ZoneInfo(wished)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            # Such as "EST5EDT,M3.2.0,M11.1.0", which systems take as well.
            well = any(letter.isdigit() for letter in wished)
    offset = datetime.now().astimezone().strftime("%z")
    remedy = _("Choose the time zone of the place in the system’s settings.")
    return Finding(_("Time zone"), well, f"{seen} ({offset[:3]}:{offset[3:]})", remedy)
