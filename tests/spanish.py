"""What a Spanish reader would find untranslated: the interface's and the framework's own words."""

import gettext
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from app.domain.codec import to_json
from app.domain.framework import Framework
from app.i18n import LANGUAGE_NAMES
from app.paths import resource_path

NOT_OURS = frozenset((*LANGUAGE_NAMES.values(), "Who our students are", "Graduation"))
"""Languages are named in themselves, and what a sample calls its data stays as it was typed."""

LEAST_WORDS, LEAST_LETTERS = 3, 12
"""Of what is looked for in the midst of other words: shorter ones may be part of what was typed."""


@cache
def _english() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the English words that have other Spanish ones: plain, and with places to fill."""
    with resource_path("i18n", "es.mo").open("rb") as file:
        catalogue: dict[Any, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    pairs = {(key[0] if isinstance(key, tuple) else key): words for key, words in catalogue.items()}
    spanish = set(pairs.values())
    plain = {key for key, words in pairs.items() if key and words not in (key, "")} - spanish
    filled = [
        re.compile(".+".join(re.escape(part) for part in re.split(r"\{[^{}]*\}", key)), re.DOTALL)
        for key in plain
        if "{" in key and len(re.findall(r"[a-z]{3,}", re.sub(r"\{[^{}]*\}", "", key))) >= 2
    ]
    return frozenset(plain), tuple(filled)


def is_english(words: str) -> bool:
    """Tell whether words of the interface stand there untranslated though Spanish is known."""
    plain, filled = _english()
    words = words.replace("&&", "&").strip()
    if words in NOT_OURS:
        return False
    return words in plain or any(pattern.fullmatch(words) for pattern in filled)


def english_in(lines: Iterable[str], typed: str = "") -> list[str]:
    """Return the untranslated words of the interface on lines that people read.

    ``typed`` is what people wrote themselves: a line of it is theirs, whatever it says.
    """
    lines = list(lines)
    text, typed = flat(" ".join(lines)), flat(typed)
    found = [line for line in lines if is_english(line) and flat(line) not in typed]
    found += [words for words in _long() if words in text and words not in typed]
    return sorted(set(found))


def framework_english_in(framework: Framework, lines: Iterable[str], typed: str = "") -> list[str]:
    """Return the framework's English words on lines, where it has Spanish ones."""
    text, typed = flat(" ".join(lines)), flat(typed)
    wanted = {
        flat(both["en"]) for both in _texts(to_json(framework)) if both.get("es") != both["en"]
    }
    wanted = {words for words in wanted if _tells(words) and words in text}
    return sorted(words for words in wanted if words not in typed)


def flat(words: str) -> str:
    """Return words with single spaces."""
    return " ".join(words.split())


@cache
def _long() -> tuple[str, ...]:
    return tuple(flat(words) for words in _english()[0] if "{" not in words and _tells(words))


def _tells(words: str) -> bool:
    return len(words.split()) >= LEAST_WORDS and len(words) >= LEAST_LETTERS


def _texts(value: Any) -> Iterator[dict[str, str]]:
    """Yield every text in several languages within records as JSON."""
    if isinstance(value, dict):
        if isinstance(value.get("en"), str):
            yield value
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
