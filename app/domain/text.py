"""Text that exists in several languages at once, and how one of them is read."""

from typing import TypeAlias

Text: TypeAlias = dict[str, str]
"""Language code ("en", "es") to the words in that language."""

DEFAULT_LANGUAGE = "en"
"""The language read when the wanted one is missing."""


def say(text: Text, language: str) -> str:
    """The words of `text` in `language`, or the best that there is.

    Falls back from "es-MX" to "es", then to English, then to any language with words in it,
    so that a room never sees an empty place where some language has something to show. An empty
    `text` gives an empty string.
    """
    base = language.replace("_", "-").split("-")[0]
    for code in (language, base, DEFAULT_LANGUAGE, *text):
        words = text.get(code, "")
        if words.strip():
            return words
    return ""


def has_language(text: Text, language: str) -> bool:
    """Whether `text` really has words in exactly `language` (blanks do not count)."""
    return bool(text.get(language, "").strip())


def with_language(text: Text, language: str, value: str) -> Text:
    """A copy of `text` that says `value` in `language`; a blank value removes that language."""
    rest = {code: words for code, words in text.items() if code != language}
    return {**rest, language: value} if value.strip() else rest
