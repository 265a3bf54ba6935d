"""B17: a text somebody typed is shown as he typed it, wherever it stands; nothing in it is ever carried out."""

from __future__ import annotations

import html
import json
import random
from contextlib import suppress
from typing import Any

import pytest

from core import clock
from core.db import guard
from core.host.host import Host
from core.models import Printed
from core.testing.client import Client
from tests.bar.corpus import PRODUCT, TEMPLATES, spread
from tests.bar.walk import rows, words
from tests.bar.world import PLACES, World

PAGES = 250


async def _addresses(house: Host, world: World) -> list[tuple[str, str]]:
    """(role that may read it, address) of lists, pages, forms and prints."""
    found = []
    for name, screen in house.registry.screens.items():
        base = f"/s/{name.replace('.', '/')}"
        found += [(screen.roles[0], f"{base}{end}") for end in ("", ".json", ".csv", "/cross")]
        for place in PLACES:
            for row in await rows(house, world, name, place, 2):
                here = f"{base}/{row.number}"
                acts = [a for a in house.registry.acts_of(name) if not a.creates and a.by != "system" and a.roles]
                found += [(screen.roles[0], here), (screen.roles[0], f"{here}.json")]
                found += [(a.roles[0], f"{here}/acts/{a.name}") for a in acts]
    return found + [
        ("manager", path) for path in ("/", "/search?q=here", "/journal", "/inbox", "/duties", "/new/find?q=here")
    ]


async def evaluated(house: Host, client: Client, world: World, pages: int = PAGES) -> tuple[list[str], int]:
    """(findings, how often one of the texts was met as typed)."""
    people = {role: await client.as_(role) for role in house.registry.roles}
    asked = await _addresses(house, world)
    found, met = [], 0
    for role, path in random.Random(17).sample(asked, min(pages, len(asked))):
        answer = await people[role].get(path)
        raw = words(answer)
        text = html.unescape(raw)
        page = "text/html" in answer.headers.get("content-type", "")
        wrong = {
            "evaluated": PRODUCT in text,
            "inside": "<class '" in text or "<code object" in text or "root:x:0" in text,
            "markup": page and "<gz-x" in raw,
            "fault": answer.status_code >= 500,
        }
        found += [f"{role} {path}: {what}" for what, bad in wrong.items() if bad]
        met += any(t in text for t in TEMPLATES)
    return found, met


async def test_no_text_is_evaluated_anywhere(host: Host, client: Client, world: World) -> None:
    assert await spread(host, TEMPLATES) > 200
    found, met = await evaluated(host, client, world)
    assert found == []
    assert met > PAGES // 4


async def test_printed_documents_show_what_was_typed(host: Host, client: Client, world: World) -> None:
    """Every print of every subject, as it would be frozen and drawn: its template gets texts, never templates."""
    await spread(host, TEMPLATES)
    reader, met, found = await client.as_("manager"), 0, []
    for number in await _frozen(host, world):
        answer = await reader.get(f"/print/{number}")
        if answer.status_code in (403, 404):
            continue
        text = html.unescape(answer.text)
        met += any(t in text for t in TEMPLATES)
        wrong = PRODUCT in text or "<class '" in text or "<gz-x" in answer.text or answer.status_code != 200
        found += [f"{number}: {answer.status_code}"] if wrong else []
    assert found == []
    assert met


async def _frozen(house: Host, world: World) -> list[str]:
    """Numbers of documents of what W holds; a bare row may lack what its document tells of."""
    made = []
    for name, doc in house.registry.prints.items():
        for row in [row for place in PLACES for row in await rows(house, world, doc.on, place, 2)]:
            with suppress(AttributeError, KeyError, TypeError, ValueError, IndexError):
                content = jsonable(await doc.load(row.id))
                number = f"B17-{len(made)}"
                about = {"print_name": name, "subject_type": doc.on, "subject_id": row.id, "copies": doc.copies}
                with guard.allowed():
                    await Printed.create(number=number, content=content, at=clock.now(), **about)
                made.append(number)
    return made


def jsonable(content: Any) -> Any:
    return json.loads(json.dumps(dict(content), default=str))


async def test_seeded_texts_taken_for_templates(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinja2 import DictLoader, Environment, TemplateError

    from core.web import rows as shown

    real, env = shown.Cell, Environment(autoescape=True, loader=DictLoader({}))

    def careless(field: str, kind: str, value: Any, text: str, *more: Any, **named: Any) -> Any:
        with suppress(TemplateError, TypeError):
            text = env.from_string(text).render()
        return real(field, kind, value, text, *more, **named)

    monkeypatch.setattr(shown, "Cell", careless)
    await spread(host, TEMPLATES)
    assert (await evaluated(host, client, world, pages=80))[0]


async def test_seeded_texts_not_escaped(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from markupsafe import Markup

    from core.web import rows as shown

    real = shown.Cell
    monkeypatch.setattr(
        shown, "Cell", lambda f, k, v, text, *more, **named: real(f, k, v, Markup(text), *more, **named)
    )
    await spread(host, TEMPLATES)
    assert (await evaluated(host, client, world, pages=80))[0]
