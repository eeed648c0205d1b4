"""How a chart of a table that nobody knows begins: what is counted tells what is hoped for."""

import pytest

from app.data.guessed_topics import guessed_topic
from app.data.measures import preview_data
from app.data.tables import read_bytes
from app.domain.framework import Framework


@pytest.mark.parametrize(
    ("words", "kind", "relation"),
    [
        ("Total per pupil", "resource", "need_weighted"),
        ("Per-Pupil Spending", "resource", "need_weighted"),
        ("Average class size", "resource", "context"),
        ("Students per counselor", "resource", "context"),
        ("Student-to-nurse ratio", "resource", "context"),
        ("Gasto por estudiante", "resource", "need_weighted"),
        ("% novice", "resource", "parity"),
        ("First- and second-year teachers (FTE)", "resource", "parity"),
        ("% Low Income", "demographics", "context"),
        ("Students enrolled", "demographics", "context"),
        ("Percent proficient", "outcome", "parity"),
        ("Graduation rate", "outcome", "parity"),
        ("Teacher retention rate", "outcome", "parity"),
        ("Chronic Absence Rate", "outcome", "parity"),
        ("Percent", "outcome", "parity"),
    ],
)
def test_words_for_what_is_counted_say_what_is_hoped_for(
    words: str, kind: str, relation: str
) -> None:
    topic = guessed_topic(words)
    assert (topic.kind, topic.relation.value) == (kind, relation)


def test_money_begins_as_more_where_there_is_more_need_and_whoever_imports_decides(
    framework: Framework,
) -> None:
    table = read_bytes(b'School,Total per pupil\nLincoln,"$12,345"\nHarbor,$9000\n', "m.csv")
    found = preview_data(table, framework).dataset
    assert (found.kind, found.rows[0].relation) == ("resource", "need_weighted")
    chosen = preview_data(table, framework, kind="outcome").dataset
    assert (chosen.kind, chosen.rows[0].relation) == ("outcome", "")
    aimed = preview_data(table, framework, chosen={"relation": "parity"}).dataset
    assert (aimed.kind, aimed.rows[0].relation) == ("resource", "parity")
