"""What the tests of reading files share: the framework, the sample files, people on a list."""

from pathlib import Path

import pytest

from app.domain.framework import Framework, framework_from_json
from app.domain.people import Participant, Person, PersonIdentity, Role
from app.paths import resource_path
from app.services.sample import default_pack


@pytest.fixture(scope="session")
def framework() -> Framework:
    return framework_from_json(default_pack())


def sample(name: str) -> Path:
    return resource_path("sample", name)


def listed(person_id: str, name: str, *, role: Role = Role.ADVOCATE, **values: object) -> Person:
    identity = PersonIdentity(id=person_id, name=name, **values)  # type: ignore[arg-type]
    return Person(Participant(id=person_id, role=role), identity)
