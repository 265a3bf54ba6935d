"""B46: what the product is made of is locked, above the floors, free, and nothing of it came by another way."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import js_lib_htmx
import pytest

from core import clock
from tests.bar import supply
from tests.bar.supply import ROOT, pins

LOCK, DEV = ((ROOT / name).read_text() for name in ("requirements.lock", "requirements-dev.lock"))
HTMX = Path(js_lib_htmx.__file__).parent


def _git_is_here() -> bool:
    return (ROOT / ".git").exists() and shutil.which("git") is not None


@pytest.mark.parametrize("text", [LOCK, DEV], ids=["product", "development"])
def test_every_package_is_locked_by_hash(text: str) -> None:
    assert supply.unhashed(text) == []
    assert len(pins(text)) > 20


def test_seeded_a_package_without_a_hash() -> None:
    assert supply.unhashed(LOCK + "\nleft-pad==1.0\n") == ["not locked by hash: left-pad==1.0"]
    assert supply.unhashed(LOCK + "\n--extra-index-url https://example.org\n") != []


def test_nothing_is_below_its_floor_and_the_floors_are_fresh() -> None:
    # by the real clock: what matters is when somebody last looked
    assert supply.below(pins(LOCK), supply.floors(), clock.today()) == []


def test_seeded_an_old_version_and_an_old_look() -> None:
    floors = supply.floors()
    old = {**pins(LOCK), "starlette": "1.0.0"}
    assert ["starlette" in line for line in supply.below(old, floors, floors["looked_up"])] == [True]
    late = floors["looked_up"] + timedelta(days=46)
    assert ["looked up" in line for line in supply.below(pins(LOCK), floors, late)] == [True]


def test_the_script_that_pages_load_is_the_one_looked_at() -> None:
    assert supply.exchanged(supply.floors(), HTMX) == []


def test_seeded_a_script_with_one_byte_more(tmp_path: Path) -> None:
    file = tmp_path / supply.floors()["htmx"]["file"]
    file.parent.mkdir(parents=True)
    file.write_bytes((HTMX / supply.floors()["htmx"]["file"]).read_bytes() + b";")
    assert supply.exchanged(supply.floors(), tmp_path) != []


def test_every_licence_lets_us_ship() -> None:
    assert supply.unfree(pins(LOCK)) == []


def test_seeded_a_licence_that_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supply, "licence", lambda name: "AGPL-3.0-only" if name == "click" else "MIT")
    assert supply.unfree(pins(LOCK)) == ["click: licence 'AGPL-3.0-only'"]


def test_the_sbom_is_the_environment() -> None:
    bom = supply.sbom(pins(LOCK))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert supply.unlike(bom, supply.installed()) == []
    assert supply.strangers(supply.installed(), pins(LOCK) | pins(DEV)) == []


def test_seeded_a_package_that_came_by_another_way() -> None:
    here = supply.installed()
    assert supply.strangers({**here, "left-pad": "1.0"}, pins(LOCK) | pins(DEV)) != []
    assert supply.unlike(supply.sbom(pins(LOCK)), {**here, "click": "0.1"}) != []


def test_no_version_of_any_file_holds_a_secret() -> None:
    if not _git_is_here():
        pytest.skip("no history here: this is no clone")
    assert supply.secrets(ROOT) == []


def test_seeded_a_key_that_was_committed_and_taken_away_again(tmp_path: Path) -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    as_somebody = ("-c", "user.name=n", "-c", "user.email=n@example.org", "commit", "-q", "-m", "x")
    for args in (("init", "-q"), ("add", "a"), as_somebody, ("rm", "-q", "a"), as_somebody):
        if args[0] == "add":
            (tmp_path / "a").write_text(f"key = {key}")
        subprocess.run(["git", "-C", str(tmp_path), *args], check=True)
    assert supply.secrets(tmp_path) == [f"a: {key.encode()!r}"]


@pytest.mark.slow
def test_the_wheel_holds_the_product_and_nothing_else(tmp_path: Path) -> None:
    if not _git_is_here():
        pytest.skip("no list of files here: this is no clone")
    made = supply.wheel(ROOT, tmp_path)
    assert supply.misplaced(made, ROOT) == []
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("tests/bar/faulty.py", "")
    assert supply.misplaced(made, ROOT) == ["tests/bar/faulty.py is in the wheel"]
