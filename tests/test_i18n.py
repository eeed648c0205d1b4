"""What was said before the language changed is said once more in the new one."""

from collections.abc import Iterator

import pytest

from app.i18n import _, once_more, use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Leave the interface in English."""
    use_language("en")
    yield
    use_language("en")


def _both(say: object) -> tuple[str, str]:
    assert callable(say)
    use_language("en")
    english = say()
    use_language("es")
    return english, say()


@pytest.mark.parametrize(
    "say",
    [
        lambda: _("Every other workshop is as it was."),
        lambda: _("“{name}” is not there any more.").format(name="Río {x} 1.eqw"),
        lambda: _("A backup could not be written. The workshop itself is saved. ({why})").format(
            why=_("“{name}” is not there any more.").format(name="stick")
        ),
    ],
    ids=["plain", "filled", "filled with words of ours"],
)
def test_words_are_said_once_more_there_and_back(say: object) -> None:
    english, spanish = _both(say)
    assert english != spanish
    assert once_more(english) == spanish
    assert once_more(spanish) == spanish
    use_language("en")
    assert once_more(spanish) == english
    assert once_more(english) == english


@pytest.mark.parametrize("words", ["", "Nobody asked the families.", "Ana: Bo", "{name} {", "–"])
def test_what_people_typed_stays_as_it_is(words: str) -> None:
    use_language("es")
    assert once_more(words) == words
