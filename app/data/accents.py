"""How likely a text was read in the right encoding, judged by its letters beyond ASCII.

Every byte is some sign in Windows-1252, Mac Roman and the encodings of DOS, so a wrong one never
fails to decode: it gives "JosŽ Mu–oz". What gives it away is where a sign stands: a capital behind
a small letter, a currency sign within a word, kanji beside Latin letters. Rules for the Western
European languages; see https://www.unicode.org/Public/MAPPINGS/VENDORS for the tables.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

_LOOKED_AT = 20_000
"""Letters beyond ASCII after which a text has said enough."""

_BEYOND = re.compile(r"[^\x00-\x7f]")
_USUAL = frozenset("áéíóúñüàâäãåæçèêëîïôöøœßÁÉÍÓÚÑÜÀÂÄÃÅÆÇÈÊËÎÏÔÖØŒ")
_TYPED_SMALL = frozenset("áéíóúñü")
"""Letters that people leave small in a name in capitals ("MUñOZ"): their keyboard has no other."""
_RARE_FIRST = frozenset("çêîòëìïùûõãýà")
_ONLY_LAST = frozenset("ìòù")
_VOWELS = frozenset("aeiouyáéíóúüàâãäèêëìîïòôõöùû")
_SUFFIXES = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})
_BEHIND_WORDS = frozenset("™®©*†‡°%…•·»›’”“‘—– ")
_BEFORE_WORDS = frozenset("§•·©«‹“‘’„‚¿¡—–£€ ")

_LOST_WITHIN = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])|(?<!\S)\?{2,}(?!\S)|\ufffd")


@dataclass(frozen=True)
class Doubts:
    """What speaks against a reading.

    Attributes:
        letters: how many signs beyond ASCII were looked at.
        hard: how many stand where no writer puts them.
        soft: how many are unusual where they stand.
        first: where the first of either is, or the first sign beyond ASCII; -1 where there is none.

    """

    letters: int
    hard: int
    soft: int
    first: int

    @property
    def none(self) -> bool:
        """Return whether nothing speaks against it; of very many signs, a few may be odd."""
        return self.hard * 50 <= self.letters - 1 and self.soft * 10 <= self.letters - 1

    @property
    def few(self) -> bool:
        """Return whether nothing hard speaks against it."""
        return self.hard * 50 <= self.letters - 1

    @property
    def weight(self) -> int:
        """Return one number for comparing readings."""
        return 5 * self.hard + self.soft


def doubts(text: str) -> Doubts:
    """Return what speaks against a text as it was read."""
    hard = soft = letters = 0
    first = -1
    for match in islice(_BEYOND.finditer(text), _LOOKED_AT):
        place = match.start()
        weight = _doubt(text, place)
        letters += 1
        hard += weight == 2
        soft += weight == 1
        if first < 0 or (weight and hard + soft == 1):
            first = place
    return Doubts(letters, hard, soft, first)


def _doubt(text: str, place: int) -> int:
    """Return 0 for a sign that stands well, 1 for an unusual one, 2 for an impossible one."""
    sign = text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    kind = unicodedata.category(sign)
    if kind in ("Co", "Cn", "Cc"):
        return 2
    if sign in "ªºµƒ" or kind[0] != "L":
        return _sign_doubt(text, place, before, after)
    if not unicodedata.name(sign, "").startswith("LATIN"):
        beside_latin = any(c.isascii() and c.isalpha() for c in (before, after))
        return 2 if beside_latin else 0
    if place >= 2 and all(c.isalpha() and not c.isascii() for c in text[place - 2 : place]):
        return 2
    return _letter_doubt(sign, before, after)


def _letter_doubt(sign: str, before: str, after: str) -> int:
    if sign in "ðþÐÞ":
        # Turkish and Czech read as Western are much likelier than Icelandic.
        return 2
    if sign.isupper():
        inside = before.isupper() and after.islower()
        return 2 if before.islower() else int(inside or sign not in _USUAL)
    among_capitals = after.isupper() and (before.isupper() or not before.isalpha())
    if among_capitals and sign not in _TYPED_SMALL:
        return 2
    near = before.lower(), after.lower()
    if sign == "ñ":
        vowels = sum(c in _VOWELS for c in near)
        return 0 if vowels == 2 or not before.isalpha() else 2 - vowels
    if sign == "œ" and before.isalpha() and after.isalpha() and near[1] not in "uit":
        return 2
    odd = (
        (sign not in _USUAL and not (sign in _ONLY_LAST and not after.isalpha()))
        or (sign in _RARE_FIRST and not before.isalpha() and after.isalpha())
        or (sign == "ç" and after.isalpha() and near[1] not in "aouáãâõóé")
    )
    return int(odd)


def _sign_doubt(text: str, place: int, before: str, after: str) -> int:
    sign, within = text[place], before.isalpha() and after.isalpha()
    if sign in "’‘":
        behind = before.isalpha() and sign == "‘"
        return _apostrophe_doubt(text, place) if within else int(behind)
    if sign in "–—\u00a0":
        return int(within and after.islower())
    if sign == "…":
        return int(after.isalpha())
    if within:
        return 2
    if sign in "¹²³":
        # m² is an area, "Micha³" is a name that was read wrong.
        return 2 if place >= 2 and before.isalpha() and text[place - 2].isalpha() else 0
    if before.isalpha():
        closing = sign in _BEHIND_WORDS and sign not in "“„"
        return 0 if closing else 2 if sign in "“„‚«‹ƒ¤" else 1
    if after.isalpha():
        opening = sign in _BEFORE_WORDS
        return 0 if opening else 2 if sign in "”»›ƒ¤¥" else 1
    return 0


def _apostrophe_doubt(text: str, place: int) -> int:
    word = re.match(r"[^\W\d_]+", text[place + 1 : place + 20])
    rest = word[0] if word else ""
    return 0 if rest in _SUFFIXES or rest[:1].isupper() else 1


def spoilt(text: str) -> bool:
    """Tell whether letters were lost before the file was saved.

    UTF-8 was read as Windows-1252 once ("JosÃ©" was "José"), or a spreadsheet saved a name as
    Windows-1252, which has not every letter ("Nguy?n" was "Nguyễn").
    """
    if _LOST_WITHIN.search(text):
        return True
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


def letters_lost(later: str, earlier: str) -> bool:
    """Tell whether a text is an earlier one but for letters that were saved as "?"."""
    if "?" not in later or later == earlier:
        return False
    parts = re.split(r"(\?+)", later)
    # A sign that takes two code units, such as an emoji, leaves two question marks.
    any_of = [f"[^\\x00-\\x7f?]{{1,{len(part)}}}|\\?+" for part in parts[1::2]]
    known = [re.escape(part) for part in parts[::2]]
    pattern = known[0] + "".join(
        f"(?:{lost}){part}" for lost, part in zip(any_of, known[1:], strict=True)
    )
    return re.fullmatch(pattern, earlier) is not None


def word_at(text: str, place: int) -> str:
    """Return the word around a place, for showing it to a person."""
    start = re.search(r"[^\s,;|\"]*$", text[max(0, place - 30) : place])
    end = re.match(r"[^\s,;|\"]*", text[place : place + 30])
    return (start[0] if start else "") + (end[0] if end else "")
