"""An injury from its first report to its end; who leads it follows from the group of the injured person (CS-3.5.1 to CS-3.5.3)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import injuries as forms
from plugins.contractor_safety.models import InjuryLeader
from plugins.contractor_safety.roles import FINDERS, RESPONSIBLE, SAFETY_COMPANY
from plugins.contractor_safety.rules.injury_facts import INJURED, Injured, led_by, responsible
from plugins.contractor_safety.rules.site_facts import ENGAGED

_LED = (*RESPONSIBLE, SAFETY_COMPANY)


async def _report(ctx: Ctx) -> None:
    who: Injured = ctx.facts[INJURED.name]
    engaged = ctx.facts.get(ENGAGED.name) or who.engaged
    kind = led_by(who.group)
    department = responsible(who.group, engaged, ctx.data.department)
    ctx.set(
        person_id=ctx.data.person,
        engagement_id=engaged.id if engaged else None,
        group=who.group,
        happened_at=ctx.data.happened_at,
        known_at=ctx.data.known_at or ctx.data.happened_at,
        investigator_kind=kind,
        investigator=who.employer if kind == "employer" else "",
        department_id=department,
        joined_by_id=engaged.served if engaged and kind == "letting" else None,
        unapproved=bool(ctx.data.unapproved) or not who.permitted,
        owner_id=ctx.actor.id,
    )


async def _facts(ctx: Ctx) -> None:
    ctx.set(facts_at=ctx.now)


async def _investigate(ctx: Ctx) -> None:
    if ctx.data.investigator:
        ctx.set(investigator=ctx.data.investigator)


async def _result(ctx: Ctx) -> None:
    ctx.set(result_at=ctx.now)
    ctx.child(InjuryLeader, "injury_id", [dict(row) for row in ctx.data.leaders or []])


ACTS = (
    Act(
        "report",
        n.INJURY,
        N_("Report an injury"),
        FINDERS,
        forms.ReportForm,
        "CS-3.5.1",
        writes=("place", "event", "severity"),
        run=_report,
        creates=True,
        facts=(INJURED.name, ENGAGED.name),
        icon="alert",
    ),
    Act(
        "report_facts",
        n.INJURY,
        N_("Report the facts"),
        _LED,
        forms.FactsForm,
        "CS-3.5.2",
        source=("occurred",),
        to="facts_reported",
        writes=("facts",),
        run=_facts,
        icon="chat",
    ),
    Act(
        "investigate",
        n.INJURY,
        N_("Record the investigation"),
        _LED,
        forms.InvestigateForm,
        "CS-3.5.2",
        source=("facts_reported", "investigating"),
        to="investigating",
        writes=("investigation",),
        run=_investigate,
        icon="search",
    ),
    Act(
        "report_result",
        n.INJURY,
        N_("Report the result"),
        _LED,
        forms.ResultForm,
        "CS-3.5.2",
        source=("investigating",),
        to="result_reported",
        writes=("result", "assessment"),
        run=_result,
        icon="clip",
    ),
    Act(
        "close",
        n.INJURY,
        N_("Close"),
        (SAFETY_COMPANY,),
        forms.CloseForm,
        "CS-3.5.2",
        source=("result_reported",),
        to="closed",
        icon="check",
    ),
)
