"""What can be told of the browser page without a browser: its words, and that it needs nobody."""

import json
import re
import string
from pathlib import Path

import pytest

from app.paths import resource_path

WEB = resource_path("web")
PARTS = sorted((WEB / "js").glob("*.js"))
LANGUAGES = {path.stem: json.loads(path.read_text("utf-8")) for path in (WEB / "words").iterdir()}
ENGLISH = LANGUAGES["en"]


def _places(words: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_every_word(language: str) -> None:
    words = LANGUAGES[language]
    assert list(words) == list(ENGLISH)
    for name, english in ENGLISH.items():
        assert words[name].strip(), name
        assert _places(words[name]) == _places(english), name


def test_every_word_that_the_page_says_is_there_and_none_is_idle() -> None:
    source = "\n".join(path.read_text("utf-8") for path in PARTS)
    said = set(re.findall(r'\bt\(\s*(?:[^"()`]*\? )?"([\w.]+)"', source))
    said |= {
        f"{name}.{n}" for name in re.findall(r'\btn\("([\w.]+)"', source) for n in ("one", "other")
    }
    quoted = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*)"', source))
    families = set(re.findall(r"\bt\(`([a-z]+)\.\$", source))
    assert said <= set(ENGLISH)
    for name in ENGLISH:
        family, _, last = name.partition(".")
        used = name in said | quoted or (family in families and (last in quoted or last in source))
        used = used or (family in quoted and f"}}.{last}`" in source)
        assert used, name


def test_the_page_offers_the_languages_that_it_has() -> None:
    offered = (WEB / "js" / "words.js").read_text("utf-8")
    for language in LANGUAGES:
        assert f'{language}: "' in offered


@pytest.mark.parametrize(
    "path", [WEB / "index.html", WEB / "station.css", *PARTS], ids=lambda p: p.name
)
def test_nothing_is_fetched_from_elsewhere_and_nothing_written_is_read_as_markup(
    path: Path,
) -> None:
    text = path.read_text("utf-8")
    for wish in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "@import",
    ):
        assert wish not in text
    outside = re.findall(r"""(?:src|href|url|fetch|import)\W{1,3}(?:https?:)?//""", text)
    assert not outside


def test_the_page_has_no_script_and_no_style_of_its_own() -> None:
    page = (WEB / "index.html").read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    for path in PARTS:
        assert not re.search(r"\bstyle\s*:|setAttribute\(\"style", path.read_text("utf-8")), path


def test_the_fonts_that_the_page_names_are_served_from_the_programs_own() -> None:
    named = re.findall(r"url\(/fonts/([\w.-]+)\)", (WEB / "station.css").read_text("utf-8"))
    assert named
    for name in named:
        assert (resource_path("fonts") / name).is_file()


def _roles(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _light(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(theme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", (WEB / "station.css").read_text("utf-8"), re.DOTALL)
    color = _roles(blocks[theme])
    behind = ("surface", "raised", "sunken")
    words = [(ink, back) for ink in ("ink", "quiet") for back in behind]
    words += [
        (ink, "surface") for ink in ("foundations", "access", "attention", "overtime", "success")
    ]
    words += [
        ("accent-ink", "accent"),
        ("foundations-ink", "foundations"),
        ("access-ink", "access"),
    ]
    words += [("ink", "attention-soft"), ("ink", "overtime-soft"), ("ink", "accent-soft")]
    words += [("quiet", "accent-soft"), ("quiet", "attention-soft")]
    for ink, back in words:
        assert _contrast(color[ink], color[back]) >= 4.5, (ink, back)
    for edge, back in [
        ("edge", "surface"),
        ("edge", "raised"),
        ("focus", "surface"),
        ("accent", "surface"),
    ]:
        assert _contrast(color[edge], color[back]) >= 3, (edge, back)
