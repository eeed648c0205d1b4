"""The one QApplication, and how it looks."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from app import __version__, i18n, paths
from app.bootstrap.turns import take_short_turns
from app.settings import Settings
from app.ui import theme

DESKTOP_NAME = "equity-workshop"
"""What a desktop knows the window by: its entry in the menu is called that."""
_QT_WORDS = "qt.words"


def build_application(arguments: Sequence[str] = (), *, spoken: bool = True) -> QApplication:
    """Return the one QApplication of this process, made where there is none.

    Where painted widgets are not to be ``spoken`` from the beginning, ``spoken_role.install()`` is
    to be called before the first of them is made.
    """
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    take_short_turns()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication([sys.argv[0], "-style", theme.STYLE, *arguments])
    theme.know_style()
    application.setApplicationName(paths.APP_NAME)
    application.setApplicationVersion(__version__)
    application.setQuitOnLastWindowClosed(False)
    application.setDesktopFileName(DESKTOP_NAME)  # where the menu's entry is its name
    application.setWindowIcon(QIcon(str(paths.resource_path("program.png"))))
    if spoken:
        from app.ui.widgets import spoken_role

        spoken_role.install()
    return application


def apply_look(application: QApplication, chosen: Settings) -> None:
    """Set language, theme and text size; what is not chosen follows the system."""
    i18n.use_language(chosen.language or QLocale.system().name()[:2])
    _use_qt_words(application, i18n.current_language())
    colors = theme.load_theme(chosen.theme or _system_theme())
    theme.apply_theme(application, colors, chosen.text_scale)


def _use_qt_words(application: QApplication, language: str) -> None:
    """Have Qt's own words in ``language``, too: file dialogs, and what a field's menu offers."""
    present = application.findChild(QTranslator, _QT_WORDS)
    if present is not None:
        application.removeTranslator(present)
        present.setParent(None)
    if language == i18n.LANGUAGES[0]:
        return
    words = QTranslator(application)
    words.setObjectName(_QT_WORDS)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language}", folder):
        application.installTranslator(words)


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    wish = accessibility().contrastPreference() if accessibility else None
    if wish is not None and wish == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
