"""`python -m tests.load.bench`: fills a database once, measures on a copy, prints a JSON line a figure. DB=postgres for the other database."""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any

from tests.load import bulk, inside, outside
from tests.load.data import Scale
from tests.load.fill import prepare
from tests.load.stores import store

_PAGES = ("list", "list_refresh", "detail", "search", "suggest")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of 20,000 customers and 100,000 tickets")
    parser.add_argument("--rebuild", action="store_true", help="fill anew even if a filled database is there")
    asyncio.run(bench(*vars(parser.parse_args()).values()))


async def bench(scale: float, rebuild: bool) -> None:
    full, tenth = store(scale), store(scale / 10)
    for kept, share in ((full, scale), (tenth, scale / 10)):
        for filled in await prepare(kept, Scale.of(share), rebuild=rebuild):
            _print(filled.line())
    copies = [await full.copy(), await tenth.copy()]
    try:
        await _figures(*copies)
    finally:
        for kept, url in zip((full, tenth), copies, strict=True):
            await kept.discard(url)
    await _imports(scale)


async def _imports(scale: float) -> None:
    """Into a company that has people and nothing else, by the command and through the page."""
    empty = store(0.0)
    await prepare(empty, Scale.of(0))
    for name, load in (("import", bulk.loaded), ("import_page", bulk.loaded_by_page)):
        url = await empty.copy()
        try:
            _print({"name": name, **await load(url, scale)})
        finally:
            await empty.discard(url)


async def _figures(url: str, tenth: str) -> None:
    """Reading first, then what changes the database, last what makes duties late."""
    known, known_tenth = await inside.known(url), await inside.known(tenth)
    sample = {name: next(asks) for name, asks in outside.reading(known).items()}
    counts = await inside.statements(url, {name: (sample[name].path, dict(sample[name].headers)) for name in _PAGES})
    _print({"name": "startup", **await outside.startups(url)})
    found = {line["name"]: line for line in await outside.pages(url, tenth, known, known_tenth)}
    for name, line in found.items():
        _print(line | ({"queries": counts[name]} if name in counts else {}))
    counts = await inside.statements_of_acts(url, known)
    for line in await outside.acts(url, known):
        _print(line | ({"queries": counts[line["name"]]} if line["name"] in counts else {}))
    _print({"name": "export", **await bulk.exported(url, known, "csv")})
    _print({"name": "export_xlsx", **await bulk.exported(url, known, "xlsx")})
    _print({"name": "batch", **await bulk.batched(url, known)})
    _print({"name": "enable", **await outside.switched(url, known)})
    _print({"name": "sweep", **await inside.swept(url)})
    _print({"name": "list_over_floor", "ratio": _ratio(found, "list", "floor")})
    _print({"name": "growth", "ratio": _ratio(found, "list", "list_tenth")})


def _ratio(found: dict[str, dict[str, Any]], over: str, under: str) -> float:
    return round(float(found[over]["p50_ms"]) / float(found[under]["p50_ms"]), 2)


def _print(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
