"""Needs written in free words: which concern a language, and which languages they name."""

import re

from app.data.tables import normalised_header

_NAMES = {
    "en": "english ingles",
    "es": "spanish espanol castellano castilian",
    "pt": "portuguese portugues",
    "fr": "french frances francais",
    "ht": "creole kreyol criollo haitian",
    "zh": "chinese chino mandarin cantonese",
    "vi": "vietnamese vietnamita",
    "ar": "arabic arabe",
    "so": "somali",
    "am": "amharic amarico",
    "ti": "tigrinya",
    "ru": "russian ruso",
    "uk": "ukrainian ucraniano",
    "ko": "korean coreano",
    "ja": "japanese japones",
    "tl": "tagalog filipino",
    "hmn": "hmong",
    "km": "khmer cambodian",
    "lo": "lao laotian",
    "ne": "nepali",
    "hi": "hindi",
    "ur": "urdu",
    "pa": "punjabi panyabi",
    "bn": "bengali bangla",
    "fa": "farsi persian dari",
    "ps": "pashto",
    "sw": "swahili",
    "my": "burmese",
    "kar": "karen",
    "pl": "polish polaco",
    "it": "italian italiano",
    "de": "german aleman",
    "cv": "cape verdean caboverdiano",
    "ase": "asl sign lengua de senas",
}
_CODES = {word: code for code, words in _NAMES.items() for word in words.split()}
for _joining in ("de", "lengua", "cape", "verdean"):
    _CODES.pop(_joining)
_CODES["verdean"] = "cv"
SIGNED = "ase"
"""American Sign Language: met by an interpreter, kept among the access needs."""

_CONCERNS_LANGUAGE = re.compile(
    r"\b(?:interpret\w*|translat\w*|traduc\w*|language|idioma|bilingual|bilingue)\b"
)
_NOTHING = frozenset(
    {"", "no", "none", "n a", "na", "nil", "nothing", "nobody", "no one", "noone", "not applicable",
     "ninguno", "ninguna", "nadie", "nada", "no aplica", "none needed", "no thanks", "no gracias",
     "nope", "any", "anyone", "anybody", "no preference", "no preferences", "not that i know of",
     "none that i know of", "no one in particular", "nobody in particular", "no preferencia",
     "sin preferencia", "cualquiera", "nadie en particular", "no one that i know of"}
)  # fmt: skip
_BETWEEN = re.compile(r"[,;\n/]|\s\+\s|\band\b|\by\b", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Tell whether an answer is "none", "n/a", "-" and the like."""
    return normalised_header(text) in _NOTHING


def language_name(code: str) -> str:
    """Return an English name by which :func:`languages_in` knows a language, or its code."""
    if code == SIGNED:
        return "ASL"
    if code == "cv":
        return "Cape Verdean"
    return _NAMES[code].split()[0].title() if code in _NAMES else code


def languages_in(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that a text names, in order, each once."""
    found = (_CODES.get(word) for word in normalised_header(text).split())
    return tuple(dict.fromkeys(code for code in found if code))


def split_needs(text: str) -> tuple[str, str]:
    """Return (language needs, access needs) of a cell that holds both, as written.

    Sign language is an access need; a part that names nothing known is one too, so that it is read
    by whoever prepares the room.
    """
    language: list[str] = []
    access: list[str] = []
    for part in (piece.strip() for piece in re.split(r"[,;\n]", text)):
        if says_nothing(part):
            continue
        spoken = [code for code in languages_in(part) if code != SIGNED]
        signed = SIGNED in languages_in(part)
        concerns = bool(spoken) or (_CONCERNS_LANGUAGE.search(normalised_header(part)) is not None)
        (language if concerns and not signed else access).append(part)
    return ", ".join(language), ", ".join(access)


def needed_languages(language_needs: str, access_needs: str = "") -> tuple[str, ...]:
    """Return the codes that somebody needs an interpreter for."""
    spoken = [code for code in languages_in(language_needs) if code != "en"]
    signed = [SIGNED] if SIGNED in languages_in(access_needs) else []
    return tuple(dict.fromkeys([*spoken, *signed]))


def unknown_languages(text: str) -> tuple[str, ...]:
    """Return the parts of a list of languages that name none of those known here."""
    pieces = (piece.strip() for piece in _BETWEEN.split(text))
    return tuple(p for p in pieces if p and not languages_in(p) and not says_nothing(p))
