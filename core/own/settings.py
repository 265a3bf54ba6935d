"""Policy values from a date on: what is in force was announced before, and is never rewritten."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from core.api import (
    N_,
    Choice,
    Column,
    Ctx,
    Filter,
    Form,
    Gate,
    LongText,
    Missing,
    Moment,
    Policy,
    PolicyValue,
    Screen,
    Subject,
    Text,
    View,
    host,
)
from core.own.dated import STATES, dated, from_now_on
from core.own.words import ADMIN, AUDITOR

SUBJECT = Subject(
    "core.policy_value",
    PolicyValue,
    N_("Policy value"),
    STATES,
    "set",
    "GZ",
    title="key",
    search=("key",),
    icon="sliders",
)


def _keys() -> list[tuple[str, str]]:
    return [(policy.key, policy.label) for policy in host().registry.policies.values()]


class SetForm(Form):
    key = Choice(N_("Policy"), choices=_keys, required=True)
    value = Text(
        N_("Value set"),
        required=True,
        max=4000,
        hint=N_("A number, yes or no, one of the choices, or a table as JSON."),
    )
    effective_from = Moment(N_("Effective from"), hint=N_("Left empty: from now on. Running duties keep their values."))
    reason = LongText(N_("Reason"), required=True, max=200)


def value_of(policy: Policy, text: str) -> Any:
    """What `text` says for this kind of policy; raises ValueError."""
    match policy.kind:
        case "number":
            number = int(text)
            if number < 0:
                raise ValueError(text)
            return number
        case "switch":
            return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[text.strip().lower()]
        case "choice":
            if text not in policy.choices:
                raise ValueError(text)
            return text
    table = json.loads(text)
    if type(table) is not type(_plain(policy.default)):
        raise ValueError(text)
    return table


def _plain(default: Any) -> Any:
    return json.loads(json.dumps(default))


async def _set(ctx: Ctx) -> None:
    d = ctx.data
    # a JSON column holds lists and dictionaries: a bare number stands in a list of one
    ctx.set(value=[value_of(host().registry.policies[d.key], d.value)], effective_from=d.effective_from or ctx.now)


ACTS = dated(SUBJECT.name, N_("Set a policy value"), SetForm, ("key", "reason"), _set)


def _fits(view: View) -> Iterable[Missing | None]:
    policy = host().registry.policies.get(view.data.key)
    if policy is None:
        yield Missing("key", N_("a policy that is declared"))
        return
    try:
        value_of(policy, view.data.value)
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Missing("value", N_("a value of the policy's kind"))


RULES = (Gate("core.policy_value.set", None, _fits), *from_now_on(SUBJECT.name))

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("key", N_("Policy"), "code"),
        Column("value", N_("Value set")),
        Column("effective_from", N_("Effective from"), "instant"),
        Column("reason", N_("Reason")),
        Column("state", N_("State"), "stage"),
    ),
    roles=(ADMIN, AUDITOR),
    filters=(Filter("state", N_("State"), "stage"), Filter("effective_from", N_("Effective from"), "day")),
    sorts=("-effective_from", "key"),
    facts=(
        Column("key", N_("Policy"), "code"),
        Column("value", N_("Value set")),
        Column("effective_from", N_("Effective from"), "instant"),
        Column("reason", N_("Reason")),
        Column("created_at", N_("Set at"), "instant"),
    ),
    hint=N_("What was changed in the values of the regulations, and from when on."),
)
