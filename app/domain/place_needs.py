"""What somebody needs of the place where a table stands, read out of what they wrote.

Only what a place can meet: large print is printed, an interpreter is a person. Words are those that
people use in a sign-up or a survey, in English and Spanish.
"""

import re
import unicodedata
from enum import StrEnum


class PlaceNeed(StrEnum):
    """Something that the place of a table offers, and that somebody may need."""

    STEP_FREE = "step_free"
    """Reached without a step, with room for a wheelchair."""
    NEAR_SCREEN = "near_screen"
    NEAR_DOOR = "near_door"
    QUIET = "quiet"


_WORDS = {
    PlaceNeed.STEP_FREE: (
        r"wheel ?chairs?|(?:mobility )?scooter|walkers?|rollator|crutch(?:es)?|cane",
        r"mobility|step ?free|no (?:steps|stairs)|without (?:steps|stairs)|ramps?|elevator|lift",
        r"(?:can ?not|cant|can t|unable to) (?:climb|use|do) (?:the )?(?:steps|stairs)",
        r"sillas? de ruedas|andador|muletas|baston|movilidad|rampas?|ascensor|elevador",
        r"sin (?:escalones|escaleras|gradas)|(?:accessible|ada) (?:table|seat(?:ing)?)",
        r"(?:mesa|asiento) accesible",
    ),
    PlaceNeed.NEAR_SCREEN: (
        r"(?:near|close to|by|at|in) the (?:screen|front|projector)|front (?:row|table|seat)",
        r"near screen|up front|low vision|(?:visually|vision) impair(?:ed|ment)|lip ?read\w*",
        r"cerca de la pantalla|(?:adelante|al frente|primera fila)|baja vision",
    ),
    PlaceNeed.NEAR_DOOR: (
        r"(?:near|close to|by|at) (?:the |a )?(?:door|exit|bathroom|restroom|toilet)s?",
        r"cerca (?:de la|del|de una) (?:puerta|salida|bano)",
    ),
    PlaceNeed.QUIET: (
        r"quiet(?:er)?|low noise|noise|sensory|away from (?:the )?(?:noise|speakers?)",
        r"hard of hearing|hearing (?:aids?|loss|impair(?:ed|ment))|hearing loop",
        r"tranquil[oa]|silencios[oa]|sin ruido|ruido|dificultad (?:auditiva|para oir)|audifonos?",
    ),
}
_READ = {need: re.compile(rf"\b(?:{'|'.join(words)})\b") for need, words in _WORDS.items()}


def place_needs(text: str) -> tuple[str, ...]:
    """Return what a text asks of a table's place, in the order of :class:`PlaceNeed`."""
    plain = _plain(text)
    return tuple(need.value for need, words in _READ.items() if words.search(plain))


def _plain(text: str) -> str:
    """Return words in lower case without accents and marks, one space between them."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())
