"""Where published files are, and which nights are published."""

import datetime
from pathlib import Path

from jobs.publish.layout import manifest_path, published_dates, read_manifest, table_path

NIGHT = datetime.date(2026, 3, 10)


def manifest(output: Path, folder: str, text: str = "{}") -> None:
    path = output / "runs" / folder / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_nights_with_a_manifest_are_published_in_the_order_of_their_dates(tmp_path: Path) -> None:
    for folder in ("date=2026-03-10", "date=2026-02-28", "date=2025-12-31", "date=soon", "other"):
        manifest(tmp_path, folder)
    (tmp_path / "runs" / "date=2026-03-11").mkdir()
    (tmp_path / "runs" / "date=2026-03-12").touch()
    assert [str(date) for date in published_dates(tmp_path)] == [
        "2025-12-31",
        "2026-02-28",
        "2026-03-10",
    ]
    assert published_dates(tmp_path / "nowhere") == []


def test_a_night_that_has_no_manifest_is_none_though_its_tables_are_there(tmp_path: Path) -> None:
    path = table_path(tmp_path, "flags", NIGHT)
    path.parent.mkdir(parents=True)
    path.touch()
    assert read_manifest(tmp_path, NIGHT) is None
    assert published_dates(tmp_path) == []


def test_a_manifest_is_read_from_where_it_is_published(tmp_path: Path) -> None:
    manifest(tmp_path, f"date={NIGHT}", '{"run_id": "r", "flags": {}, "files": [], "more": 1}')
    assert manifest_path(tmp_path, NIGHT).is_file()
    found = read_manifest(tmp_path, NIGHT)
    assert found == {"run_id": "r", "flags": {}, "files": [], "more": 1}
