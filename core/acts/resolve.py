"""From what was sent to what an act may use: types by the act's form, numbers of other subjects to ids within the actor's scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from core.declare import Act
from core.errors import FieldError, InvalidInput
from core.forms import Lookup, Rows, fields_of, parse
from core.host.host import Host
from core.i18n import _
from core.models.access import Actor, scope

Parsed = dict[str, Any]
Place = tuple[int, str, dict[str, Any], str, Any]  # row index, error path, holder, field name, value


async def parse_rows(
    act: Act, actor: Actor, rows: Sequence[Mapping[str, Any]], house: Host
) -> tuple[list[Parsed], list[list[FieldError]]]:
    """Parsed rows and the errors of each; one statement per kind of subject looked up, however many rows."""
    if act.form is None:
        return [{} for _row in rows], [_undeclared(row) for row in rows]
    parsed: list[Parsed] = []
    errors: list[list[FieldError]] = []
    for row in rows:
        try:
            parsed.append(parse(act.form, row))
            errors.append([])
        except InvalidInput as wrong:
            parsed.append({})
            errors.append(list(wrong.errors))
    await _resolve(act.form, actor, parsed, errors, house)
    return parsed, errors


def _undeclared(row: Mapping[str, Any]) -> list[FieldError]:
    return [FieldError(name, _("This field is not known here.")) for name in row]


async def _resolve(
    form: type[Any], actor: Actor, parsed: list[Parsed], errors: list[list[FieldError]], house: Host
) -> None:
    wanted: dict[str, list[Place]] = defaultdict(list)
    for index, row in enumerate(parsed):
        for subject, place in _lookups(form, row, index, ""):
            wanted[subject].append(place)
    for subject, places in wanted.items():
        found = await _ids(subject, [p[4] for p in places], actor, house)
        for index, path, holder, name, value in places:
            hit = found.get(str(value))
            if hit is None:
                errors[index].append(
                    FieldError(
                        path, _("Nothing is found under “%(value)s”. Choose from the suggestions.") % {"value": value}
                    )
                )
            holder[name] = hit


def _lookups(form: type[Any], row: Parsed, index: int, prefix: str) -> Iterator[tuple[str, Place]]:
    for name, field in fields_of(cast(Any, form)).items():
        value = row.get(name)
        if value in (None, "", []):
            continue
        if isinstance(field, Lookup):
            yield field.subject, (index, prefix + name, row, name, value)
        elif isinstance(field, Rows):
            for n, child in enumerate(value):
                yield from _lookups(field.row, child, index, f"{prefix}{name}-{n}-")


async def _ids(subject: str, values: Sequence[Any], actor: Actor, house: Host) -> dict[str, int]:
    """Ids by number and by id, of those the actor may read."""
    model = house.registry.subjects[subject].model
    readable = model.filter(scope(f"{subject}.read", actor))
    ids = [v for v in values if isinstance(v, int)]
    numbers = [v for v in values if isinstance(v, str)]
    found: dict[str, int] = {}
    if ids:
        found |= {str(i): i for i in await readable.filter(id__in=ids).values_list("id", flat=True)}
    if numbers:
        found |= {row["number"]: row["id"] for row in await readable.filter(number__in=numbers).values("number", "id")}
    return found
