"""Which lines and branches the tests have taken, by the parts that B45 names. `python -m tests.bar.cover report.json`; exit 1 if one is short."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TARGETS = {"core/": 95.0, "core/acts/": 100.0, "core/db/": 100.0, "core/web/security.py": 100.0}


def shares(report: Mapping[str, Any], targets: Mapping[str, float]) -> dict[str, float]:
    """Percent of lines and branches taken in each part, of coverage.py's JSON; a part with no file in it has none."""
    found = {}
    for part in targets:
        sums = [f["summary"] for name, f in report["files"].items() if name.startswith(part)]
        taken = sum(s["covered_lines"] + s.get("covered_branches", 0) for s in sums)
        there = sum(s["num_statements"] + s.get("num_branches", 0) for s in sums)
        found[part] = 100 * taken / there if there else 0.0
    return found


def short(report: Mapping[str, Any], targets: Mapping[str, float] | None = None) -> list[str]:
    """Parts of which less was taken than is wanted."""
    wanted = TARGETS if targets is None else targets
    found = shares(report, wanted)
    return [f"{part}: {found[part]:.1f} % of {least:g} %" for part, least in wanted.items() if found[part] < least]


def main(path: str) -> int:
    report = json.loads(Path(path).read_text())
    for part, share in shares(report, TARGETS).items():
        print(f"{part:24}{share:6.1f} %")
    missed = short(report)
    print("\n".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
