"""The small files of the data folder may be damaged in any way: the program starts all the same."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import settings
from app.data import profiles
from app.services import running, set_clock
from app.settings import Settings
from app.storage import stones
from tests.laptop import Laptop

MOMENT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SPOILT = [
    b"", b"\xff\xfe\x00", b"{", b"[]", b"null", b"3", b"NaN", b"9" * 5000, b"[" * 100_000,
    b'{"a":' * 50_000,
]  # fmt: skip


@pytest.mark.parametrize("content", SPOILT, ids=range(len(SPOILT)))
def test_a_damaged_file_counts_as_none(data_dir: Path, content: bytes) -> None:
    names = ("settings.json", "running.json", "clock.json", "tombstones.json")
    for name in (*names, profiles.PROFILES_FILE):
        (data_dir / name).write_bytes(content)
    assert settings.load(data_dir) == Settings()
    assert running.found(data_dir) is None
    clock = Laptop().clock()
    set_clock.start_clock(data_dir, clock)
    assert clock() == clock.wall()
    assert stones.load_all(data_dir / "tombstones.json") == {}
    assert profiles.load_profiles(data_dir) == ()


@pytest.mark.parametrize(
    "content",
    [
        {"text_scale": 10**400},
        {"text_scale": "large"},
        {"text_scale": None},
        {"second_backup_dir": "\0"},
        {"second_backup_dir": "\ud800"},
        {"theme": 7, "language": ["es"], "one_screen": "yes"},
    ],
)
def test_a_setting_that_makes_no_sense_is_the_default(
    data_dir: Path, content: dict[str, object]
) -> None:
    (data_dir / "settings.json").write_text(json.dumps({**content, "room_screen": "HDMI-1"}))
    assert settings.load(data_dir) == Settings(room_screen="HDMI-1")


def test_a_text_size_is_kept_within_its_limits(data_dir: Path) -> None:
    for written, read in (("NaN", 1.0), ("Infinity", 2.0), ("-3", 1.0), ("2", 2.0), ("1.5", 1.5)):
        (data_dir / "settings.json").write_text(f'{{"text_scale": {written}}}')
        assert settings.load(data_dir).text_scale == read


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("beat_at", "2026-11-20T16:00:00"),
        ("beat_at", "0001-01-01T00:00:00+14:00"),
        ("beat_at", "9999-12-31T23:59:59-12:00"),
        ("process", float("inf")),
        ("path", "x" * 9000),
        ("path", "\0"),
    ],
)
def test_a_mark_that_makes_no_sense_offers_no_way_back(
    data_dir: Path, field: str, value: object
) -> None:
    running.beat(data_dir, data_dir, MOMENT)
    assert running.found(data_dir) is not None
    mark = json.loads((data_dir / "running.json").read_text("utf-8"))
    (data_dir / "running.json").write_text(json.dumps({**mark, field: value}))
    assert running.found(data_dir) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "2026-11-20T16:00:00"),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("at", "9999-12-31T23:59:59-12:00"),
        ("at", 7),
        ("ahead_seconds", float("nan")),
        ("ahead_seconds", float("inf")),
        ("ahead_seconds", 1e300),
        ("ahead_seconds", None),
    ],
)
def test_a_set_clock_that_makes_no_sense_is_forgotten(
    data_dir: Path, field: str, value: object
) -> None:
    laptop = Laptop()
    clock = laptop.clock()
    laptop.set_clock(-3600)
    set_clock.keep_clock(data_dir, clock)
    kept = json.loads((data_dir / "clock.json").read_text("utf-8"))
    (data_dir / "clock.json").write_text(json.dumps({**kept, field: value}))
    fresh = laptop.clock()
    set_clock.start_clock(data_dir, fresh)
    assert fresh() == laptop.wall()
