"""The station for everyone: 200 % text at 1366×768, Spanish, and a name for every control."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from app import i18n
from app.room import station as link_module
from app.ui import theme
from tests import pictures
from tests.everyone.test_large_text import sideways
from tests.station_pictures import StationScene
from tests.ui.test_languages import faults


@pytest.fixture
def scene(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[StationScene]:
    """Return a station in a language and size, and put both back."""
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    state, language, scale = request.param
    made = StationScene(qapp, tmp_path, state)
    for field, value in (("language", language), ("theme", "light"), ("text_scale", scale)):
        made.program.change_setting(field, value)
    yield made
    made.close()
    i18n.use_language("en")
    theme.apply_theme(qapp, theme.load_theme("light"))


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(("normal", "es", 2.0), id="es-200"),
        pytest.param(("overfull", "en", 2.0), id="overfull-200", marks=pytest.mark.long),
        pytest.param(("overfull", "es", 1.0), id="es", marks=pytest.mark.long),
        pytest.param(("empty", "en", 1.5), id="empty-150", marks=pytest.mark.long),
    ],
    indirect=True,
)
def test_nothing_is_cut_untranslated_or_nameless(scene: StationScene) -> None:
    wrong: set[str] = set()
    spanish = i18n.current_language() == "es"
    for name in scene.looks():
        pictures.pump(0.05)
        window = scene.program.window
        if window.size() != pictures.WINDOW:
            wrong.add(f"{name} makes the window grow to {window.size()}")
        found = (one for one in faults(window) if spanish or "not in Spanish" not in one)
        wrong |= {f"{name}: {one}" for one in (*found, *sideways(window), *nameless(window))}
    assert not wrong, "\n".join(sorted(wrong))


def nameless(window: QWidget) -> Iterator[str]:
    """Yield what keys reach and a screen reader could not name."""
    for widget in window.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if not reached or not widget.isEnabled():
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if isinstance(widget, QComboBox):
            words = widget.accessibleDescription() or widget.accessibleName()
        if not (words or widget.accessibleName()):
            yield f"{widget.objectName() or type(widget).__name__} has no name"
