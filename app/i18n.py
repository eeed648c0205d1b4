"""Words of the interface in the person's language: gettext catalogues under resources/i18n.

A leaf. ``_`` and ``_n`` use the language of this process's interface; ``translator`` gives the same
for a named language (reports and the room screen have languages of their own).
"""

import gettext as gnu_gettext
import re
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


_PLACE = re.compile(r"\{(\w+)[^{}]*\}")
_LEAST_LETTERS = 8
"""Of a sentence with places to fill, so that "{a}: {b}" is not taken for everything."""


def once_more(words: str, wanted: str = "") -> str:
    """Return words that were said in another language of the interface in the present one.

    For what was said before the language changed and still stands there, and, with a language
    that is ``wanted``, for somebody who reads another one. What was filled in is said once more,
    too; words that no catalogue knows (what people typed) stay as they are.
    """
    present = wanted if wanted in LANGUAGES else current_language()
    for language in LANGUAGES:
        found = _source(words, language) if language != present else None
        if found is not None:
            source, filled = found
            said = _catalogue(present).gettext(source)
            again = {name: once_more(part, present) for name, part in filled.items()}
            return said.format(**again) if filled else said
    return words


def _source(words: str, language: str) -> tuple[str, dict[str, str]] | None:
    """Return the source of words said in ``language``, and what was filled in."""
    known = _known(language)
    if words in known:
        return known[words], {}
    found: tuple[int, str, dict[str, str]] | None = None
    for said, source in known.items():
        plain = _PLACE.split(said)[::2]
        letters = sum(map(len, plain))
        if len(plain) < 2 or letters < max(_LEAST_LETTERS, found[0] if found else 0):
            continue
        if all(part in words for part in plain):
            match = _pattern(said).fullmatch(words)
            if match is not None:
                found = (letters, source, match.groupdict())
    return (found[1], found[2]) if found else None


@cache
def _known(language: str) -> dict[str, str]:
    """Return what can be said in a language, each with its source."""
    known: dict[str, str] = {}
    for code in LANGUAGES[1:]:
        for key, said in getattr(_catalogue(code), "_catalog", {}).items():
            # A plural's forms: only the first has its source in the catalogue.
            source, place = key if isinstance(key, tuple) else (key, 0)
            if source and place == 0:
                known[said if language == code else source] = source
    return known


def _pattern(said: str) -> re.Pattern[str]:
    """Return what fits a sentence with anything in its places, the same in the same place."""
    parts = _PLACE.split(said)
    names: set[str] = set()
    for place in range(1, len(parts), 2):
        name = parts[place]
        parts[place] = f"(?P={name})" if name in names else f"(?P<{name}>.*)"
        names.add(name)
    for place in range(0, len(parts), 2):
        parts[place] = re.escape(parts[place])
    return re.compile("".join(parts), re.DOTALL)
