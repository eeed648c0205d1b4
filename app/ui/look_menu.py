"""The menu of how the program looks: language, colors, text size, movement."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import LANGUAGE_NAMES, LANGUAGES, N_, _, current_language
from app.settings import Settings

THEMES = (
    ("", N_("As the system wishes")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)
TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)

Choose = Callable[[str, object], object]
"""Gets a field of :class:`Settings` and its new value."""


def look_menu(parent: QWidget, settings: Settings, choose: Choose, *, room: bool = True) -> QMenu:
    """Return the menu with the present choices marked; ``room``: there is a room screen."""
    menu = QMenu(parent)
    menu.setAccessibleName(_("Language, colors and text size"))
    languages = tuple((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)
    _offer(menu, _("Language"), "language", languages, current_language(), choose)
    themes = tuple((code, _(label)) for code, label in THEMES)
    _offer(menu, _("Colors"), "theme", themes, settings.theme, choose)
    scales = tuple((scale, f"{scale:.0%}") for scale in TEXT_SCALES)
    _offer(menu, _("Text size"), "text_scale", scales, settings.text_scale, choose)
    switches = [("reduced_motion", _("No movement"), settings.reduced_motion)]
    if room:
        switches.append(("one_screen", _("One screen for console and room"), settings.one_screen))
    for name, label, on in switches:
        action = menu.addAction(label)
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(lambda value, field=name: choose(field, value))
    return menu


def _offer(
    menu: QMenu,
    title: str,
    field: str,
    choices: tuple[tuple[object, str], ...],
    present: object,
    choose: Choose,
) -> None:
    part = menu.addMenu(title)
    group = QActionGroup(part)
    for value, label in choices:
        action = QAction(label, part, checkable=True, checked=value == present)
        action.triggered.connect(lambda _on=False, chosen=value: choose(field, chosen))
        group.addAction(action)
        part.addAction(action)
