"""Choices of this laptop (not of a workshop): language, theme, text size, second backup folder.

A leaf: a small JSON file in the data folder. A damaged or unwritable file never stops the program:
the defaults hold, and ``save`` says whether it could write.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

SETTINGS_FILE = "settings.json"
_LARGEST_NUMBER = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Choices of this laptop.

    Attributes:
        language: interface language code; "" means the system's.
        theme: "light", "dark", "contrast", or "" for the system's wish.
        text_scale: 1.0 to 2.0.
        reduced_motion: no movement at all on any screen.
        motion_chosen: that is this person's own choice, whatever the system wishes.
        one_screen: the room screen shares the console's display.
        second_backup_dir: folder for a second copy of each backup, or "".
        room_screen: name of the display chosen for the room screen, or "".
        window: where the window stood, "x y width height", and "max" where it filled the display.

    """

    language: str = ""
    theme: str = ""
    text_scale: float = 1.0
    reduced_motion: bool = False
    motion_chosen: bool = False
    one_screen: bool = False
    second_backup_dir: str = ""
    room_screen: str = ""
    window: str = ""

    def under(self, system_still: bool) -> "Settings":
        """Return what holds where the system wishes little movement, or does not."""
        still = self.reduced_motion or (system_still and not self.motion_chosen)
        return replace(self, reduced_motion=still)


def load(data_dir: Path) -> Settings:
    """Read the settings of ``data_dir``; what is missing or of the wrong type is the default."""
    try:
        found: Any = json.loads((data_dir / SETTINGS_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    default = Settings()
    kept = {
        f.name: type(getattr(default, f.name))(found[f.name])
        for f in fields(Settings)
        if _fits(found.get(f.name), getattr(default, f.name))
    }
    settings = replace(default, **kept)
    return replace(settings, text_scale=min(2.0, max(1.0, settings.text_scale)))


def _fits(value: Any, default: Any) -> bool:
    """Tell whether a value from the file can stand for ``default``."""
    if isinstance(default, str):
        # A zero byte or half a letter in a folder's name fails wherever it is used.
        return isinstance(value, str) and "\0" not in value and value.isprintable()
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) <= _LARGEST_NUMBER
    return isinstance(value, type(default) | bool)


def save(data_dir: Path, settings: Settings) -> bool:
    """Write the settings, whole or not at all; return False where the folder refuses."""
    target = data_dir / SETTINGS_FILE
    fresh = target.with_suffix(".new")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
        fresh.replace(target)
    except OSError:
        return False
    return True
