"""Setting up the assessment: a programme with period, goals and weighted items (ES-3.0, ES-3.1)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Choice, Ctx, Day, Flag, Form, LongText, Lookup, Rows, Text, Whole
from plugins.service_quality import assessing as a
from plugins.service_quality.models import ProgrammeItem

_PERCENT = 100  # hundredths of a percent in one


class ItemForm(Form):
    name = Text(N_("What is assessed"), max=120, required=True)
    aspect = Choice(N_("Aspect"), choices=list(a.ASPECTS.items()), required=True)
    measured = Flag(N_("Can be measured"))
    target = Text(N_("Figure aimed at"), max=120, hint=N_("For what can be measured."))
    scale = Whole(N_("Points at best"), min=2, max=100, required=True)
    weight = Whole(N_("Weight, percent"), min=1, max=100, required=True)


class DraftForm(Form):
    name = Text(N_("Name"), max=120, required=True)
    form = Choice(N_("Form"), choices=list(a.FORMS.items()), required=True, clause="ES-3.3")
    department = Lookup(N_("Department"), subject="core.department", required=True)
    from_on = Day(N_("From"), required=True, clause="ES-3.0")
    to_on = Day(N_("Until"), required=True, clause="ES-3.0")
    goals = LongText(N_("Goals"), max=2000, clause="ES-3.0")
    items = Rows(N_("Items"), ItemForm, min=1, max=40, clause="ES-3.1")


class ReviseForm(Form):
    goals = LongText(N_("Goals"), max=2000, clause="ES-3.0")
    items = Rows(N_("Items"), ItemForm, min=1, max=40, clause="ES-3.1")


async def _draft(c: Ctx) -> None:
    c.set(department_id=c.data.department, owner_id=c.actor.id)
    _items(c)


async def _revise(c: Ctx) -> None:
    await c.remove(ProgrammeItem, programme_id=c.id)
    _items(c)


def _items(c: Ctx) -> None:
    rows: list[dict[str, Any]] = [
        {**row, "target": row["target"] or "", "weight": row["weight"] * _PERCENT} for row in c.data["items"]
    ]
    c.child(ProgrammeItem, "programme_id", rows)


def _act(name: str, label: str, form: Any, **more: Any) -> Act:
    return Act(name, a.PROGRAMME, label, (*a.HEADS, a.INSPECTOR), form, "ES-3.0", **more)


ACTS = (
    _act(
        "draft",
        N_("Draft a programme"),
        DraftForm,
        creates=True,
        writes=("name", "form", "from_on", "to_on", "goals"),
        run=_draft,
        icon="plus",
    ),
    _act(
        "revise", N_("Revise the programme"), ReviseForm, source=("draft",), writes=("goals",), run=_revise, icon="pen"
    ),
    _act("start", N_("Start the programme"), None, source=("draft",), to="running", icon="check"),
    _act(
        "end",
        N_("End the programme"),
        None,
        source=("running",),
        to="ended",
        icon="lock",
        danger=True,
        confirm=N_("No further period of it can be assessed. This cannot be undone."),
    ),
)
