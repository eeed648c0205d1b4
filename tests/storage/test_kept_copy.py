"""The copy of a workshop in memory: the same bytes again, in less room."""

from hypothesis import given
from hypothesis import strategies as st

from app.storage.database import MemoryDatabase
from app.storage.kept_copy import KeptCopy
from tests import day_data


@given(st.binary(max_size=5000))
def test_it_gives_back_what_it_was_given(content: bytes) -> None:
    assert KeptCopy(content).content() == content


def test_a_day_takes_a_third_of_its_file_at_most(tmp_path) -> None:
    file = day_data.create(tmp_path / "day.eqw")
    day_data.carry_out(file, [*day_data.prepared(), *day_data.seated(), *day_data.scored()])
    content = file.content()
    kept = KeptCopy(content)
    assert kept.size <= len(content) // 3
    again = MemoryDatabase(file.path, kept.content())
    assert again.content()[100:] == content[100:]
    file.close()
