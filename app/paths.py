"""Where files lie: bundled resources and the person's data folder.

A leaf: standard library and platformdirs only.
"""

import os
import sys
import tempfile
from pathlib import Path

import platformdirs

APP_NAME = "Equity Workshop"
_SHORT_NAME = "equity-workshop-spare"
DATA_DIR_VARIABLE = "EQUITY_WORKSHOP_DATA"


def bundle_root() -> Path:
    """Return the folder that holds ``resources`` and ``migrations``, in a checkout or a bundle."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Return the path of a bundled resource, such as ``resource_path("fonts", "x.ttf")``."""
    return bundle_root().joinpath("resources", *parts)


def migrations_path() -> Path:
    """Return the folder of the schema migrations."""
    return bundle_root() / "migrations"


def default_data_dir() -> Path:
    """Return the data folder: the environment's wish, else the platform's place for user data."""
    wished = os.environ.get(DATA_DIR_VARIABLE)
    if wished:
        return Path(wished).expanduser()
    return _platform_data_dir()


def export_dir(data_dir: Path) -> Path:
    """Return where files for people go: among their documents, or in a data folder of their own."""
    if data_dir != _platform_data_dir():
        return data_dir / "exports"
    return Path(platformdirs.user_documents_dir()) / APP_NAME


def spare_dirs() -> tuple[Path, ...]:
    """Return the folders, the best first, that take what a workshop file refuses."""
    state = Path(platformdirs.user_state_dir(APP_NAME, appauthor=False))
    return (state / "spare", Path(tempfile.gettempdir()) / f"{_SHORT_NAME}-{_person()}")


def _person() -> str:
    """Return what keeps two people's folders apart among the passing files of a system."""
    return str(os.getuid()) if hasattr(os, "getuid") else Path.home().name


def _platform_data_dir() -> Path:
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def documents_dir() -> Path:
    """Return where people keep their files, for a dialog to begin in."""
    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()


def short_folder(folder: Path) -> str:
    """Return a folder as people read it: below their home with a tilde."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
