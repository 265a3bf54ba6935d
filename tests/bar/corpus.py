"""Hostile texts, and how they come into every text column of W: as if some way in had let them through."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from tortoise.exceptions import IntegrityError
from tortoise.fields import CharField, TextField

from core.db import guard, sql
from core.declare import Subject
from core.host.host import Host
from tests.bar.world import worded

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\uff1d1+1", "\uff0b1+1", "\uff0d1+1", "\uff20A1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example")', "-2+3+cmd|' /C calc'!A0", "|calc", "%0A=1+1", '"=1+1', ";=1+1",
)  # fmt: skip
PRODUCT = "2286421"  # 1327 * 1723: nothing else makes this number
TEMPLATES = (
    "{{1327*1723}}", "${1327*1723}", "#{1327*1723}", "<%=1327*1723%>", "{{''.__class__.__mro__}}", "{x.__class__}",
    "{0.__init__.__globals__}", "{event.__init__.__code__}", "%(password)s", "%s%s%n", "{% include '/etc/passwd' %}",
    "{{config}}", "{{self}}", "{%raw%}{{1327*1723}}{%endraw%}", "<gz-x onmouseover=a>{{1327*1723}}", "{# gone #}here",
)  # fmt: skip


def text_columns(house: Host, subject: Subject) -> list[str]:
    """Columns with words of people: what forms ask for and what the screen shows as text."""
    screen = house.registry.screens.get(subject.name)
    shown = {c.field for c in (*screen.columns, *screen.facts) if c.kind == "text"} if screen else set()
    fields = subject.model._meta.fields_map
    names = (worded(subject) | shown) - {"number", "state", "login", "code", "password"}
    return sorted(n for n in names if isinstance(fields.get(n), CharField | TextField))


async def spread(house: Host, texts: Sequence[str]) -> int:
    """Put the texts into the text columns of all rows, each somewhere; how many cells took one."""
    turn, taken = count(), 0
    for subject in house.registry.subjects.values():
        table = subject.model._meta.db_table
        for name in text_columns(house, subject):
            most = getattr(subject.model._meta.fields_map[name], "max_length", None) or 1000
            for row in await sql.fetch(f'SELECT id FROM "{table}" ORDER BY id DESC LIMIT 12'):
                text = texts[next(turn) % len(texts)]
                if len(text) <= most:
                    taken += await _set(table, name, text, row["id"])
    return taken


async def _set(table: str, name: str, text: str, row: int) -> int:
    try:
        with guard.allowed():
            return await sql.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE id = ?', text, row)
    except IntegrityError:
        return 0  # what is sealed or only ever added to stays, and so do names that are there once
