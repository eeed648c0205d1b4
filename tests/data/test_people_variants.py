"""The sample files of people, in sixty disguises, are read as a person reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.data.people import preview
from app.data.people_header import with_header_judged
from app.data.tables import read_bytes, read_table
from app.domain.framework import Framework
from app.domain.people_importing import PeoplePreview
from tests.data import people_by_hand
from tests.data.conftest import sample
from tests.data.people_by_hand import ByHand
from tests.data.people_variants import Variant, variant
from tests.lengths import length

FORM, TICKETS = "people-form-export.csv", "people-ticket-export.csv"
BY_HAND: dict[str, Callable[[], tuple[ByHand, ...]]] = {
    FORM: people_by_hand.form,
    TICKETS: people_by_hand.tickets,
}


def written(text: str, made: Variant | None) -> str:
    """Return a text as the variant's encoding can hold it."""
    for letter, other in ((made.letters or {}) if made else {}).items():
        text = text.replace(letter, other)
    return text


def expect(found: PeoplePreview, by_hand: tuple[ByHand, ...], made: Variant | None = None) -> None:
    """Hold a preview against what was worked out by hand."""
    assert found.blocking == (), found.blocking
    coming = [person for person in by_hand if person.coming]
    shift = made.row_of if made else 0
    names = {person.id: person.name for person in found.people}
    assert [person.row for person in found.people] == [each.row + shift for each in coming]
    for person, known in zip(found.people, coming, strict=True):
        numbers = [int(dimension.removeprefix("d")) for dimension in person.interests]
        wanted = list(known.interests)
        assert person.name == written(known.name, made)
        assert person.email == known.email
        assert person.role is known.role
        assert person.affiliation == known.affiliation
        if made is not None and made.any_order:
            numbers, wanted = sorted(numbers), sorted(wanted)
        assert numbers == wanted
        assert [names[each] for each in person.keep_apart] == list(filter(None, [known.keep_apart]))
        assert person.language_needs == known.language_needs
        assert person.access_needs == known.access_needs
        assert person.known is False
    out = [written(person.name, made) for person in by_hand if not person.coming]
    assert [each.name for each in found.left_out] == out
    assert {each.reason for each in found.left_out} <= {people_by_hand.NOT_ATTENDING}
    assert set(found.history) == {person.history for person in by_hand if person.history}
    assert found.efforts == ()
    assert found.duplicates == ()


@pytest.mark.parametrize("name", [FORM, TICKETS])
def test_a_sample_is_read_as_by_hand(framework: Framework, name: str) -> None:
    expect(preview(read_table(sample(name)), (), framework), BY_HAND[name]())


@pytest.mark.parametrize("name", [FORM, TICKETS])
@pytest.mark.parametrize("seed", range(length("PEOPLE_VARIANTS", 30, 500)))
def test_a_variant_needs_nothing_but_confirming_the_mapping(
    framework: Framework, name: str, seed: int
) -> None:
    made = variant(Path(sample(name)), seed)
    table = with_header_judged(read_bytes(made.data, made.name))
    try:
        expect(preview(table, (), framework), BY_HAND[name](), made)
    except AssertionError as error:
        raise AssertionError(f"{made.changes}: {error}") from error


def test_the_variants_are_of_every_kind() -> None:
    made = [variant(Path(sample(n)), seed) for n in (FORM, TICKETS) for seed in range(30)]
    assert len({each.data for each in made}) == 60
    kinds = " ".join(change for each in made for change in each.changes)
    for kind in ("headers", "order", "columns", "names", "title", "footer", "xlsx", "two rows",
                 "[{choice}]", ": {choice}", "utf-16", "utf-8-sig", "cp1252", "';'", "'|'",
                 r"'\t'", r"'\r\n'", r"'\r'"):  # fmt: skip
        assert kind in kinds, kind
