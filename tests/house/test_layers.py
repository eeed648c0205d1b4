"""Each layer imports what the table in the README allows, and nothing else."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEAVES = {
    *("app.i18n", "app.log", "app.paths", "app.settings", "app.steady", "app.write_points"),
}

# layer -> what it may import beside the standard library, itself and the leaves.
# The contracts in pyproject.toml forbid by name; this table forbids everything it does not name.
MAY_IMPORT = {
    "domain": set(),
    "storage": {"app.domain", "sqlalchemy", "alembic", "cryptography"},
    "data": {"app.domain", "pandas", "numpy", "openpyxl", "charset_normalizer"},
    "reports": {
        *("app.domain", "pandas", "numpy", "openpyxl", "reportlab", "icalendar"),
        *("uharfbuzz", "bidi", "PIL"),
    },
    "seating": {"app.domain", "ortools"},
    "services": {"app.domain", "app.storage", "app.data", "app.reports"},
    "operations": {"app.domain", "app.services", "PySide6.QtCore"},
    "room": {
        *("app.domain", "starlette", "uvicorn", "websockets", "httpx"),
        *("cryptography", "segno"),
    },
    "ui": {"app.domain", "app.services", "app.operations", "PySide6", "shiboken6", "pyqtgraph"},
}
NO_SQL = {"services", "operations", "ui", "data", "reports", "domain", "room", "seating"}

# layer -> a line that breaks the rules, for the test of the test
FORBIDDEN = {
    "domain": "import pandas",
    "storage": "from PySide6.QtCore import QObject",
    "data": "from app.storage import database",
    "reports": "from PySide6 import QtGui",
    "seating": "from app.services import grouping",
    "services": "from ortools.sat.python import cp_model",
    "operations": "from PySide6.QtWidgets import QWidget",
    "room": "from app.services import snapshot",
    "ui": "import sqlite3",
}


def layer_files(app: Path, layer: str) -> list[Path]:
    single = app / f"{layer}.py"
    return [single] if single.exists() else sorted((app / layer).rglob("*.py"))


def imported(file: Path) -> Iterator[tuple[str, int]]:
    """Yield (dotted name, line) of every import, also those inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: write the import in full"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(one + ".") for one in allowed)


def violations(app: Path, layer: str) -> list[str]:
    allowed = MAY_IMPORT[layer] | LEAVES | {f"app.{layer}"}
    found = []
    for file in layer_files(app, layer):
        for name, line in imported(file):
            standard = name.split(".")[0] in sys.stdlib_module_names
            sql = layer in NO_SQL and name.split(".")[0] == "sqlite3"
            if sql or not (standard or is_within(name, allowed)):
                found.append(
                    f"{file.relative_to(app.parent)}:{line}: {layer} may not import {name}"
                )
    return found


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_it_may(layer: str) -> None:
    assert violations(ROOT / "app", layer) == []


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_a_leaf_imports_only_leaves(leaf: str) -> None:
    file = ROOT / (leaf.replace(".", "/") + ".py")
    outside = [
        name
        for name, _ in imported(file)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not is_within(name, LEAVES | {"platformdirs"})
    ]
    assert outside == []


@pytest.mark.parametrize(("layer", "line"), FORBIDDEN.items())
def test_the_table_notices_a_broken_rule(tmp_path: Path, layer: str, line: str) -> None:
    (tmp_path / "app" / layer).mkdir(parents=True)
    (tmp_path / "app" / layer / "planted.py").write_text(f"def late():\n    {line}\n")
    assert len(violations(tmp_path / "app", layer)) == 1


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of pyproject.toml on the package in this folder."""
    code = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "--config", "pyproject.toml", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_contracts_break_on_a_planted_import(tmp_path: Path) -> None:
    """Also through a third module: domain -> leaf -> SQL is as forbidden as domain -> SQL."""
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "app/domain/planted.py").write_text("import app.settings\n")
    settings = tmp_path / "app/settings.py"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nimport sqlalchemy\n", "utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode != 0
    assert "domain knows the standard library only BROKEN" in result.stdout, result.stdout
