"""What a corrected answer takes back: the newest file's word stands for what an earlier one said.

Only people's own words replace each other. What the facilitator typed stays, and what they took
away does not come back with a file that says nothing new; a blank cell takes nothing away.
"""

from collections.abc import Iterable, Mapping

from app.data.people_wishes import Wishes
from app.domain.people import Person, PersonIdentity
from app.domain.people_importing import PersonField

F = PersonField
Said = Mapping[str, tuple[str, ...]]


def wished(which: str, known: PersonIdentity, fresh: Iterable[str], said: Said) -> tuple[str, ...]:
    """Return whom somebody is kept from or with; ``said`` is what the file answers, by field."""
    before = getattr(known, which)
    old = known.answered.get(which, ())
    new = said.get(which, old)
    return tuple(
        one
        for one in dict.fromkeys((*before, *fresh))
        if _stays(one in before, one in old, one in new)
    )


def led(known: PersonIdentity, wishes: Wishes, people: Mapping[str, Person]) -> tuple[str, ...]:
    """Return whom somebody supervises: by their own word, or by those who name their supervisor."""
    before = known.supervisor_of
    return tuple(
        one
        for one in dict.fromkeys((*before, *wishes.supervises.get(known.id, ())))
        if _stays(one in before, *_supervised(known, one, wishes, people))
    )


def _supervised(
    known: PersonIdentity, one: str, wishes: Wishes, people: Mapping[str, Person]
) -> tuple[bool, bool]:
    """Return whether a file said before, and whether it is said now, that ``known`` leads one."""
    own, theirs = F.SUPERVISOR_OF.value, F.SUPERVISOR.value
    other = people[one].identity if one in people else None
    old = (known.answered.get(own, ()), other.answered.get(theirs, ()) if other else ())
    new = (
        wishes.said.get(known.id, {}).get(own, old[0]),
        wishes.said.get(one, {}).get(theirs, old[1]),
    )
    was = one in old[0] or known.id in old[1]
    return was, one in new[0] or known.id in new[1]


def _stays(is_there: bool, was_said: bool, is_said: bool) -> bool:
    """Tell whether a wish holds: one that is there unless it is no longer said, or a new one."""
    return is_said or not was_said if is_there else not was_said
