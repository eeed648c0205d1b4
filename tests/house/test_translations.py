"""Every word of the program in every language, with its placeholders, and compiled."""

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PLAIN_CALLS = frozenset({"_", "N_", "t", "translate", "gettext"})


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    """Return the tool that keeps the catalogues (its folder is no package)."""
    spec = importlib.util.spec_from_file_location(
        "catalogue", PROJECT / "packaging" / "catalogue.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_word_is_translated(catalogue: ModuleType) -> None:
    for language in catalogue.LANGUAGES:
        missing = catalogue.untranslated(catalogue.updated(language))
        assert not missing, f"{language}: run packaging/catalogue.py and translate {missing[:10]}"


def test_no_words_hide_in_formatted_strings() -> None:
    """Older Pythons read such a string as one piece: its words would never be found."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in (PROJECT / "app").rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "_n", "N_"}
    ]
    assert hidden == []


def test_what_counts_is_never_asked_for_as_one_text(catalogue: ModuleType) -> None:
    """Some versions of Python find no translation where a plural's words are asked for plainly."""
    counting = {each.id[0] for each in catalogue.extracted() if isinstance(each.id, tuple)}
    plain = [
        f"{path.relative_to(PROJECT)}: {call.args[0].value}"
        for path in (PROJECT / "app").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in PLAIN_CALLS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value in counting
    ]
    assert counting
    assert plain == []


def test_placeholders_are_kept(catalogue: ModuleType) -> None:
    for language in catalogue.LANGUAGES:
        assert catalogue.broken(catalogue.updated(language)) == []


def test_what_the_program_reads_is_what_was_translated(catalogue: ModuleType) -> None:
    for language in catalogue.LANGUAGES:
        compiled = (catalogue.CATALOGUES / f"{language}.mo").read_bytes()
        source = catalogue.as_mo(catalogue.load(language))
        same = catalogue.words_of(compiled) == catalogue.words_of(source)
        assert same, "run packaging/catalogue.py"


def test_the_catalogue_check_can_fail(catalogue: ModuleType) -> None:
    from babel.messages.catalog import Catalog

    catalog = Catalog(locale="es")
    catalog.add("Hello {name}", "Hola {nombre}")
    catalog.add("New", "")
    assert catalogue.broken(catalog) == ["Hello {name}"]
    assert catalogue.untranslated(catalog) == ["New"]
