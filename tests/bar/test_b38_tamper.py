"""B38: a hundred cells and bytes of journal, seals, personal values and files changed behind our back, each is named by the quick check."""

from __future__ import annotations

import io
import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core import db
from core.acts import triggers, verify_journal
from core.acts.perform import perform
from core.db import guard, sql
from core.host.host import Host
from core.models import Attachment, Journal, Personal, Signature
from core.models.access import SYSTEM
from core.services import files
from core.services.judge import QUICK, judge
from core.testing.client import serving
from core.testing.databases import Databases
from core.testing.make import Make
from tests.bar.running import opened
from tests.plugins.service_quality.flow import Flow

CELLS, BYTES = 90, 10
TABLES = (Journal, Journal, Journal, Signature, Signature, Personal)
# what follows from other columns and decides nothing: a wrong one leads nobody astray but a list
DERIVED = {"core_journal.ticket_id", "core_signature.voided_at"}
# a row's own key changed is the row gone; that another stands there is found by what refers to it
KEYS = {"id"}


@pytest.fixture
async def house(databases: Databases, tmp_path: Path) -> AsyncIterator[Host]:
    """Signed and sealed forms, customers edited, refused tries, a file attached."""
    url = await databases.fresh()
    async with opened(databases, url) as started, serving(started, tmp_path) as client:
        flow = await Flow(started, client, Make(started)).prepare()
        for state in ("closed", "signed"):
            await flow.to(state)
        for again in ("sign", "close"):
            assert (await flow.attempt(again)).status_code in (409, 422)
        await _file(flow)
        yield started
    await databases.discard(url)


async def _file(flow: Flow) -> None:
    kept = await files.receive(io.BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "a.pdf")
    data = {"subject": "service_quality.request", "number": flow.number, "file": kept}
    await perform("core.attachment.attach", SYSTEM, data)


async def undefended() -> None:
    """The database's own defence taken away, as somebody who has the file would."""
    for name, table in await triggers._existing():
        await sql.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if db.dialect() == "postgres" else ""))


def changed(value: Any, chance: random.Random) -> Any:
    """The same kind of value, but another."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case bytes():
            at = chance.randrange(len(value))
            return value[:at] + bytes([value[at] ^ (1 << chance.randrange(8))]) + value[at + 1 :]
        case datetime():
            return value + timedelta(seconds=1)
        case str():
            at = chance.randrange(len(value))
            return value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]
        case dict():
            return {**value, "x": 1}
        case list():
            return [*value, 1]
    return None


async def cells(house: Host, count: int, seed: int = 38) -> list[str]:
    """Changed cells that nobody named."""
    chance, unnamed, tried = random.Random(seed), list[str](), 0
    while tried < count:
        model = chance.choice(TABLES)
        row = chance.choice(await model.all().values())
        name = chance.choice([n for n in row if n not in KEYS])
        before, cell = row[name], f"{model._meta.db_table}.{name}"
        after = changed(before, chance) if before not in (None, "", b"") else None
        if after is None or after == before or cell in DERIVED:
            continue
        tried += 1
        with guard.allowed():
            await model.filter(id=row["id"]).update(**{name: after})
            found = await judge(house, QUICK)
            await model.filter(id=row["id"]).update(**{name: before})
        if not found:
            unnamed.append(f"{cell} of row {row['id']}: {before!r} became {after!r}")
    return unnamed


async def flipped(house: Host, folder: Path, count: int) -> list[str]:
    """Bits of kept files that nobody missed."""
    chance, unnamed = random.Random(38), list[str]()
    for kept in [chance.choice(await Attachment.all()) for _n in range(count)]:
        path = next(folder.rglob(kept.sha256))
        path.chmod(0o600)
        whole = path.read_bytes()
        path.write_bytes(changed(whole, chance))
        if f"core.attachment {kept.number}" not in [f.where for f in await judge(house, ("I7",))]:
            unnamed.append(kept.number)
        path.write_bytes(whole)
    return unnamed


async def test_every_changed_cell_is_named(house: Host) -> None:
    await undefended()
    assert await judge(house, QUICK) == []
    assert await cells(house, CELLS) == []
    assert await judge(house, QUICK) == []


async def test_every_flipped_bit_of_a_file_is_named(house: Host, tmp_path: Path) -> None:
    assert await flipped(house, tmp_path, BYTES) == []


@pytest.mark.bar
async def test_every_one_of_a_thousand_is_named(house: Host) -> None:
    await undefended()
    assert await cells(house, 1000, seed=1000) == []


async def test_seeded_a_check_that_reads_no_hashes(house: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    await undefended()
    monkeypatch.setattr(verify_journal, "row_hash", lambda row, prev: bytes(row["hash"]))
    assert await cells(house, 20) != []
