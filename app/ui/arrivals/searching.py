"""Finding a person while their name is still being spelled."""

import unicodedata
from collections.abc import Iterable

from app.domain.people import Arrival, Person

_RANK = {Arrival.EXPECTED: 0, Arrival.ABSENT: 1, Arrival.HERE: 2}


def folded(text: str) -> str:
    """Return a text for comparison: no accents, no case."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def matching(people: Iterable[Person], words: str) -> list[Person]:
    """Return the people that fit every typed word, the likeliest first.

    A word may begin any name, or lie anywhere in name, affiliation or e-mail. Names that begin so
    come before others, people still expected before those who are here. Without words everybody
    comes by name.
    """
    typed = folded(words).split()
    found = []
    for person in people:
        names = folded(person.name).split()
        affiliation = person.identity.affiliation if person.identity else ""
        email = person.identity.email if person.identity else ""
        everything = " ".join((folded(person.name), folded(affiliation), email))
        if not all(word in everything for word in typed):
            continue
        begins = all(any(name.startswith(word) for name in names) for word in typed)
        arrival = _RANK[person.participant.arrival] if typed else 0
        found.append(((not begins, arrival, folded(person.name)), person.id, person))
    return [person for *_order, person in sorted(found, key=lambda f: (f[0], f[1]))]
