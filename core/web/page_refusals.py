"""The refusals of the hand-made forms (policies, plugins) as the panel that every page shows."""

from __future__ import annotations

from typing import Any

from core.errors import Refusal, Refused
from core.host.host import host
from core.i18n import _
from core.web.page_parts import clause_view


def panel(refused: Refused, act: str) -> dict[str, Any]:
    """What the macro `refusal` asks for: title, items and the number of the journal row."""
    declared = host().registry.acts.get(act)
    label = _(declared.label) if declared else act
    only_warned = bool(refused.refusals) and all(r.kind == "warn" for r in refused.refusals)
    return {
        "title": _("Cannot do this now: %(act)s", act=label), "items": [_item(r) for r in refused.refusals], "id": refused.log_id,
        "warn": only_warned,
    }  # fmt: skip


def _item(refusal: Refusal) -> dict[str, Any]:
    missing = [_(part.label, **part.args) if part.args else _(part.label) for part in refusal.missing]
    message = _(refusal.message, **refusal.args) if refusal.args else _(refusal.message)
    text = _("Missing: %(what)s", what="; ".join(missing)) if missing else message
    return {"message": text, "clause": clause_view(refusal.clause, values=False), "where_href": "", "where_label": ""}
