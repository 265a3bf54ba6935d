"""The judge judged: an untouched house has no finding, and every planted fault is named by exactly its invariant."""

from __future__ import annotations

import asyncio
import contextvars
import json
import shutil

import pytest
from click.testing import CliRunner

from core import db
from core.acts import triggers
from core.acts.perform import perform
from core.commands.verify import verify_command
from core.db import sql
from core.db.snapshot import snapshot
from core.host import host as hosting
from core.models import Attachment, Journal
from core.models.access import SYSTEM
from core.services import files
from core.services.judge import INVARIANTS, judge
from tests.core.judge.world import planting

# a row of each kind that no other invariant looks at
_JOB = "SELECT MAX(id) FROM foundation_job"
_KEPT = "SELECT MAX(id) FROM core_duty WHERE window_no IS NOT NULL AND stop_at IS NOT NULL"
_STOPPED = "SELECT MAX(id) FROM core_duty WHERE window_no IS NULL AND stop_at IS NOT NULL"
_RUNS = (
    "SELECT MAX(id) FROM core_duty WHERE window_no IS NULL AND running = 1 AND subject_type = 'service_quality.request'"
)
_REFUSED = "SELECT MAX(id) FROM core_journal WHERE refused AND subject_id IS NOT NULL"
_GAP = f"SELECT MIN(id) FROM core_journal WHERE refused AND subject_id = ({_JOB}) AND subject_type = 'foundation.job'"
_CHARGED = "SELECT MAX(id) FROM service_quality_request WHERE charge_no > 0 AND seals = ','"
_SEAL = "SELECT MAX(id) FROM core_signature WHERE seals AND subject_type = 'foundation.job'"
_ROUTE = "(SELECT MAX(id) FROM core_route)"
_BY_HOURS = (
    "SELECT MAX(id) FROM core_duty WHERE CAST(computed AS VARCHAR(2000)) LIKE '%\"unit\"%' AND stop_at IS NOT NULL"
)
_EVENT = "SELECT MAX(id) FROM core_outbox"

PLANTS = {
    "a balance nobody posted": ("I1", "UPDATE core_account SET balance = balance + 1 WHERE kind = 'store'"),
    "an entry changed": ("I1", "UPDATE core_entry SET qty = qty + 1 WHERE id = (SELECT MIN(id) FROM core_entry)"),
    "an entry of no act": ("I1", "UPDATE core_entry SET uid = 'nobody' WHERE id = (SELECT MIN(id) FROM core_entry)"),
    "a journal row rewritten": ("I2", "UPDATE core_journal SET actor_name = 'other' WHERE id = 3"),
    "a journal's tail cut": ("I2", f"DELETE FROM core_journal WHERE id = ({_REFUSED})"),
    "a journal row torn out": ("I2", f"DELETE FROM core_journal WHERE id = ({_GAP})"),
    "a personal value exchanged": (
        "I2",
        "UPDATE core_personal SET value = '\"other\"' WHERE id = (SELECT MAX(id) FROM core_personal)",
    ),
    "a subject taken away": (
        "I2",
        f"DELETE FROM core_route WHERE id = {_ROUTE}; DELETE FROM core_search WHERE subject_type = 'core.route'",
    ),
    "a sealed column changed": ("I3", "UPDATE foundation_job SET cause = 'other' WHERE seals <> ','"),
    "a seal broken open": ("I3", "UPDATE foundation_job SET seals = ',' WHERE seals <> ','"),
    "a seal nobody set": ("I3", f"UPDATE foundation_job SET seals = ',finding,' WHERE id = ({_JOB})"),
    "a signed content changed": ("I3", f"UPDATE core_signature SET content = '{{}}' WHERE id = ({_SEAL})"),
    "a sealed child row changed": (
        "I3",
        "UPDATE service_quality_charge_line SET name = 'other' WHERE request_id IN "
        "(SELECT id FROM service_quality_request WHERE seals LIKE '%form%')",
    ),
    "a supplement changed": ("I3", "UPDATE core_supplement SET text = 'other'"),
    "a state no act led to": ("I4", f"UPDATE foundation_job SET state = 'done' WHERE id = ({_JOB})"),
    "a version no act made": ("I4", f"UPDATE foundation_job SET version = version + 1 WHERE id = ({_JOB})"),
    "a ticket's stage changed": (
        "I4",
        "UPDATE core_ticket SET category = 'paused' WHERE id = (SELECT MAX(id) FROM core_ticket WHERE category = 'done')",
    ),
    "a duty with two ends": ("I5", f"UPDATE core_duty SET cancelled_at = stop_at WHERE id = ({_STOPPED})"),
    "a duty ended by nothing": ("I5", f"UPDATE core_duty SET stop_at = NULL WHERE id = ({_STOPPED})"),
    "a due time put off": (
        "I5",
        f"UPDATE core_duty SET due_at = '2031-01-01 00:00:00+00:00', late_from = '2031-01-01 00:00:00+00:00' WHERE id = ({_BY_HOURS})",
    ),
    "a lateness hidden from lists": (
        "I5",
        f"UPDATE service_quality_request SET next_late = NULL WHERE id = (SELECT subject_id FROM core_duty WHERE id = ({_RUNS}))",
    ),
    "a window kept by nothing": ("I6", f"UPDATE core_duty SET counted = 0 WHERE id = ({_KEPT})"),
    "a kept window called missed": (
        "I6",
        f"UPDATE core_duty SET counted = 0, computed = '{{}}', stop_at = NULL, cancelled_at = late_from WHERE id = ({_KEPT})",
    ),
    "an attachment's size changed": ("I7", "UPDATE core_attachment SET size = size + 1"),
    "an event told to nobody": ("I8", f"DELETE FROM core_outbox WHERE id = ({_EVENT})"),
    "an event told twice": (
        "I8",
        "INSERT INTO core_outbox (act, payload, at, done, attempts, next_at, error) SELECT act, payload, at, done, attempts, next_at, "
        f"error FROM core_outbox WHERE id = ({_EVENT})",
    ),
    "an event finished unheard": ("I8", f"UPDATE core_outbox SET finished_at = at WHERE id = ({_EVENT})"),
    "a charge that does not add up": (
        "I9",
        f"UPDATE service_quality_request SET total = total + 1 WHERE id = ({_CHARGED})",
    ),
    "a line that was not charged": (
        "I9",
        f"UPDATE service_quality_charge_line SET amount = amount + 1 WHERE request_id = ({_CHARGED})",
    ),
    "an asker who decided": (
        "I10",
        "UPDATE core_approval_step SET decided_by_id = (SELECT asker_id FROM core_approval WHERE id = approval_id) WHERE position = 1",
    ),
    "one person's two yeses": ("I10", "UPDATE core_approval_step SET decided_by_id = 424242"),
    "granted without a yes": ("I10", "UPDATE core_approval_step SET state = 'open' WHERE position = 2"),
    "a counter set back": ("I11", "UPDATE core_counter SET last = 0 WHERE prefix = 'KH'"),
    "a signature of no act": ("I3", f"UPDATE core_signature SET uid = 'nobody' WHERE id = ({_SEAL})"),
    "a supplement of no act": ("I11", "UPDATE core_supplement SET uid = 'nobody'"),
    "a foreign key into nothing": ("I12", "UPDATE core_asset SET customer_id = 424242 WHERE id = 1"),
    "search tokens of nothing": (
        "I12",
        "UPDATE core_search SET subject_id = 424242 WHERE subject_type = 'core.customer'",
    ),
}


async def test_an_untouched_house_has_no_finding(host):
    assert await judge(host) == []
    assert await Journal.all().count() > 400


@pytest.mark.parametrize("name", PLANTS)
async def test_each_planted_fault_is_named_by_exactly_its_invariant(host, name):
    invariant, statements = PLANTS[name]
    async with planting(host):
        for statement in statements.split("; "):
            assert await sql.execute(statement) >= 1
    found = await judge(host)
    assert {f.invariant for f in found} == {invariant}, found


async def test_every_invariant_has_a_planted_fault():
    assert {invariant for invariant, _ in PLANTS.values()} == {i.id for i in INVARIANTS}


@pytest.mark.parametrize("fault", ["missing", "changed"])
async def test_a_content_that_is_not_what_was_attached_is_named(host, tmp_path, contents, monkeypatch, fault):
    copy = tmp_path / "contents"
    shutil.copytree(contents, copy)
    monkeypatch.setattr(files, "_store", files.Store(str(copy)))
    kept = await Attachment.first()
    path = copy / kept.sha256[:2] / kept.sha256
    path.unlink() if fault == "missing" else path.write_bytes(b"other")
    found = await judge(host)
    assert [(f.invariant, f.where) for f in found] == [("I7", f"core.attachment {kept.number}")]
    assert fault in found[0].what


async def test_a_trigger_taken_away_is_named(host):
    name, table = next(t for t in await triggers._existing() if t[0] == "gz_core_journal_update")
    await sql.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if db.dialect() == "postgres" else ""))
    assert [(f.invariant, f.where) for f in await judge(host)] == [("I12", f"trigger {name}")]


async def test_who_writes_meanwhile_neither_waits_nor_is_seen(host):
    """At one instant: an act in the middle of the judging leaves no half a chain."""
    act = perform("core.customer.register", SYSTEM, {"name": "B", "code": "later", "kind": "person"})
    writer = contextvars.copy_context()
    async with snapshot():
        before = await Journal.all().count()
        await asyncio.get_running_loop().create_task(act, context=writer)
        assert await Journal.all().count() == before
    assert await Journal.all().count() == before + 1


def test_the_command_names_what_is_broken_and_exits_with_one(databases, contents, monkeypatch):
    url = asyncio.run(databases.fresh())
    monkeypatch.setenv("GUIZHANG_DB", url)
    monkeypatch.setattr(files, "_store", files.Store(str(contents)))
    clean = CliRunner().invoke(verify_command, ["--all", "--json"])
    assert clean.exit_code == 0, clean.output
    assert json.loads(clean.stdout) == []
    asyncio.run(_plant(url, databases))
    told = CliRunner().invoke(verify_command, ["--all", "--json"])
    assert (told.exit_code, {f["invariant"] for f in json.loads(told.stdout)}) == (1, {"I11"})
    quick = CliRunner().invoke(verify_command, [])
    assert (quick.exit_code, quick.stdout.splitlines()[-1]) == (0, "0 findings")


async def _plant(url, databases):
    house = await hosting.start(url, databases.found)
    try:
        async with planting(house):
            await sql.execute(PLANTS["a counter set back"][1])
    finally:
        await hosting.stop()
