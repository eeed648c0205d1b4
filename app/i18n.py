"""Words of the interface in the person's language: gettext catalogues under resources/i18n.

A leaf. ``_`` and ``_n`` use the language of this process's interface; ``translator`` gives the same
for a named language (reports and the room screen have languages of their own).
"""

import gettext as gnu_gettext
from collections.abc import Callable
from functools import cache

from app.paths import resource_path

LANGUAGES = ("en", "es")
"""Languages of the interface, the source language first."""

LANGUAGE_NAMES = {"en": "English", "es": "Español"}
"""Each language's name in itself."""


@cache
def _catalogue(language: str) -> gnu_gettext.NullTranslations:
    path = resource_path("i18n", f"{language}.mo")
    if not path.exists():
        return gnu_gettext.NullTranslations()
    with path.open("rb") as file:
        return gnu_gettext.GNUTranslations(file)


class _Interface:
    """The interface's language; one per process, set at start and by the language menu."""

    language = "en"


def use_language(language: str) -> None:
    """Set the language of the interface for this process; unknown languages mean English."""
    _Interface.language = language if language in LANGUAGES else "en"


def current_language() -> str:
    """Return the interface's language code."""
    return _Interface.language


def _(text: str) -> str:
    """Return ``text`` in the interface's language."""
    return _catalogue(_Interface.language).gettext(text)


def _n(one: str, many: str, count: int) -> str:
    """Return the singular or plural of ``count`` in the interface's language."""
    return _catalogue(_Interface.language).ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - the gettext convention for "translate later"
    """Mark a literal for extraction without translating it yet."""
    return text


def translator(language: str) -> Callable[[str], str]:
    """Return ``_`` for one named language."""
    return _catalogue(language if language in LANGUAGES else "en").gettext


def plural_translator(language: str) -> Callable[[str, str, int], str]:
    """Return ``_n`` for one named language."""
    return _catalogue(language if language in LANGUAGES else "en").ngettext
