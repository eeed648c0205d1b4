"""Displays and letters, looked at in a process of its own: a broken display would end this one."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from app.domain.finding import Finding
from app.i18n import _
from app.paths import bundle_root, resource_path

PROBE = "--display-probe"
"""What the program is started with to look at the displays and say what it saw, as JSON."""

PROBE_SECONDS = 60.0

_log = logging.getLogger(__name__)


def probe() -> int:
    """Say which displays and letters there are, as one line of JSON."""
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication([sys.argv[0]])
    screens = [
        {
            "name": screen.name(),
            "place": [
                screen.geometry().x(), screen.geometry().y(),
                screen.geometry().width(), screen.geometry().height(),
            ],
            "scale": screen.devicePixelRatio(),
        }
        for screen in QGuiApplication.screens()
    ]  # fmt: skip
    fonts = {
        path.name: QFontDatabase.addApplicationFont(str(path)) >= 0
        for path in sorted(resource_path("fonts").glob("*.ttf"))
    }
    sys.stdout.write(json.dumps({"screens": screens, "fonts": fonts}) + "\n")
    application.quit()
    return 0


def check_screens() -> Iterator[Finding]:
    """Check that a window can open, that the room has a display, and that letters are there."""
    if not _has_display():
        yield _no_display(_("none"))
        yield _fonts({path.name: True for path in resource_path("fonts").glob("*.ttf")})
        return
    command = [sys.executable, PROBE]
    if not getattr(sys, "frozen", False):
        command = [sys.executable, "-m", "app", PROBE]
    try:
        done = subprocess.run(
            command, cwd=bundle_root(), capture_output=True, text=True, encoding="utf-8",
            timeout=PROBE_SECONDS, check=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        _log.warning("the look at the displays failed: %s", _why(error))
        yield _no_display(_("cannot be opened"))
        return
    yield _displays(found["screens"])
    yield _fonts(found["fonts"])


def _why(error: Exception) -> str:
    """Return the error's kind, and the last line that the other process wrote about it."""
    written = str(getattr(error, "stderr", None) or "").strip().splitlines()
    return f"{type(error).__name__}: {written[-1] if written else error.__class__.__doc__}"


def _has_display() -> bool:
    wished = os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY")
    wished = wished or os.environ.get("WAYLAND_DISPLAY")
    return bool(wished) or not sys.platform.startswith("linux")


def _no_display(seen: str) -> Finding:
    remedy = _("Start the program in a desktop session; `rehearse` and `export` work without one.")
    return Finding(_("Display"), False, seen, remedy)


def _displays(screens: list[dict[str, Any]]) -> Finding:
    seen = ", ".join(
        f"{one['name']} {one['place'][2]}×{one['place'][3]} ({one['scale']:.0%})" for one in screens
    )
    for number, one in enumerate(screens):
        if any(_overlap(one["place"], other["place"]) for other in screens[:number]):
            remedy = _(
                "The displays show the same picture. Choose “extend” in the system’s display "
                "settings, so that the room does not see the console."
            )
            return Finding(_("Display"), False, seen, remedy)
    known = "" if len(screens) > 1 else _("Plug the projector in and check once more.")
    return Finding(_("Display"), bool(screens), seen, known)


def _overlap(one: list[int], other: list[int]) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def _fonts(fonts: dict[str, bool]) -> Finding:
    broken = [name for name, loads in fonts.items() if not loads]
    own = any("Atkinson" in name for name in fonts)
    seen = _("{n} files").format(n=len(fonts))
    if broken:
        seen = _("cannot be read: {names}").format(names=", ".join(broken))
    return Finding(_("Fonts"), own and not broken, seen, _("Install again."))
