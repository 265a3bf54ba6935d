"""Making the search index anew, subject by subject, while everybody works: after a newer tokenizer, or when it was damaged."""

from __future__ import annotations

from collections.abc import Mapping

from core import db
from core.acts import indexing
from core.acts.rows import locked
from core.db import sql
from core.declare import Subject
from core.host.registry import Registry
from core.models import Search

BATCH = 500
MADE_BY = "2"  # of the tokenizer: with another one written down, or none, the index is made anew
_MARK = {"subject_type": "", "subject_id": 0}


async def rebuild(registry: Registry) -> dict[str, int]:
    """How many subjects of each kind are found now. Tokens of kinds that are not installed are dropped."""
    known = list(registry.subjects.values())
    await Search.filter(subject_type__not_in=[s.name for s in known]).delete()
    done = {subject.name: await _subjects(subject) for subject in known}
    await sql.insert(Search, [{**_MARK, "token": MADE_BY, "personal": False}])
    return done


async def rebuild_if_stale(registry: Registry) -> bool:
    """The same, unless this tokenizer made it."""
    if await Search.filter(**_MARK, token=MADE_BY).exists():
        return False
    await rebuild(registry)
    return True


async def _subjects(subject: Subject) -> int:
    """In batches, each in a transaction with its rows locked: an act of that moment is not lost."""
    count = last = 0
    while ids := await subject.model.filter(id__gt=last).order_by("id").limit(BATCH).values_list("id", flat=True):
        async with db.transaction():
            rows = await locked(subject.model, ids)
            await Search.filter(subject_type=subject.name, subject_id__gt=last, subject_id__lte=ids[-1]).delete()
            await indexing.add(
                (subject.name, row_id, *each)
                for row_id, row in rows.items()
                for each in sorted(indexing.found_by(subject, vars(row)))
            )
        count, last = count + len(ids), ids[-1]
    await Search.filter(subject_type=subject.name, subject_id__gt=last).delete()
    return count


async def wrong(registry: Registry) -> Mapping[str, int]:
    """Kind -> how many subjects lack a token they should be found by, or have one they should not."""
    found = {}
    for subject in registry.subjects.values():
        if number := await _wrong(subject):
            found[subject.name] = number
    return found


async def _wrong(subject: Subject) -> int:
    count = last = 0
    while rows := await subject.model.filter(id__gt=last).order_by("id").limit(BATCH).values():
        have: dict[int, indexing.Found] = {row["id"]: set() for row in rows}
        kept = Search.filter(subject_type=subject.name, subject_id__in=list(have))
        for each in await kept.values("subject_id", "token", "personal"):
            have[each["subject_id"]].add((each["token"], bool(each["personal"])))
        count += sum(indexing.found_by(subject, row) != have[row["id"]] for row in rows)
        last = rows[-1]["id"]
    return count
