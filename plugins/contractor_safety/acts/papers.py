"""Papers of people and engagements come in, are stamped, agreed and filed (CS-3.2.1.1 to CS-3.4.3)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety import policies
from plugins.contractor_safety.forms import papers as forms
from plugins.contractor_safety.models import AgreementCopy, ReviewPaper, SafetyTraining, SpecialCert
from plugins.contractor_safety.roles import RESPONSIBLE, SAFETY, SAFETY_COMPANY
from plugins.contractor_safety.rules.papers import REVIEWED

_MANAGERS = (*RESPONSIBLE, *SAFETY)
_ONLY = (SAFETY_COMPANY,)


async def _register(ctx: Ctx) -> None:
    ctx.set(registered_at=ctx.now)


async def _notice(ctx: Ctx) -> None:
    ctx.set(notice_at=ctx.now)


async def _train(ctx: Ctx) -> None:
    told = {name: ctx.data.get(name) for name in ("level", "held_on", "hours", "score")}
    passed = ctx.data.score >= int(ctx.policy(policies.PASS_MARK))
    ctx.child(SafetyTraining, "person_id", [{**told, "examiner": ctx.data.examiner or "", "passed": passed}])
    ctx.answer(passed=passed)


async def _certify(ctx: Ctx) -> None:
    told = {name: ctx.data.get(name) for name in ("trade", "cert_no", "valid_from", "valid_to")}
    ctx.child(SpecialCert, "person_id", [told])


async def _receive(ctx: Ctx) -> None:
    came = {"received_at": ctx.now, "by_id": ctx.actor.id}
    rows = [{"paper": r["paper"], "ok": r["ok"], "remark": r.get("remark") or "", **came} for r in ctx.data.papers]
    ctx.child(ReviewPaper, "engagement_id", rows)


async def _stamp(ctx: Ctx) -> None:
    """At the clock's time: nothing is stamped for a day gone by (CS-3.5.6a)."""
    ctx.set(stamped_at=ctx.now, stamped_by_id=ctx.actor.id)


async def _agree(ctx: Ctx) -> None:
    """Copies named again stand for those named before."""
    await ctx.remove(AgreementCopy, engagement_id=ctx.id)
    rows = [{"copy_no": no, "holder": row["holder"]} for no, row in enumerate(ctx.data.copies, start=1)]
    ctx.child(AgreementCopy, "engagement_id", rows)
    ctx.set(agreement_at=ctx.now)


async def _submit(ctx: Ctx) -> None:
    ctx.set(submitted_at=ctx.now)


async def _file(ctx: Ctx) -> None:
    ctx.set(filed_at=ctx.now)


def _person(name: str, label: str, form: Any, clause: str, **more: Any) -> Act:
    return Act(name, n.PERSON, label, _MANAGERS, form, clause, source=("active",), **more)


def _step(name: str, label: str, form: Any, clause: str, **more: Any) -> Act:
    roles = more.pop("roles", _MANAGERS)
    return Act(name, n.ENGAGEMENT, label, roles, form, clause, **{"source": ("draft",), **more})


ACTS = (
    _person("register_with_unit", N_("Register with the safety unit"), None, "CS-3.4.1b", run=_register),
    _person("notify", N_("Give the safety notice"), None, "CS-3.4.1b", run=_notice),
    _person("train", N_("Record education or exam"), forms.TrainForm, "CS-3.4.1b", run=_train),
    _person("certify", N_("Add a certificate"), forms.CertForm, "CS-3.4.1c", run=_certify),
    _step(
        "receive",
        N_("Receive papers"),
        forms.PapersForm,
        "CS-3.4.2",
        source=("draft", "approved"),
        run=_receive,
    ),
    _step("stamp", N_("Stamp"), None, "CS-3.4.2", roles=_ONLY, to="approved", run=_stamp, facts=(REVIEWED.name,)),
    _step(
        "state_clause",
        N_("Name the safety clause of the contract"),
        forms.ClauseForm,
        "CS-3.4.3",
        writes=("safety_clause",),
    ),
    _step(
        "notify",
        N_("Give the safety notice"),
        forms.NoticeForm,
        "CS-3.4.3",
        writes=("notified",),
        run=_notice,
    ),
    _step(
        "sign_agreement",
        N_("Record the agreement"),
        forms.AgreementForm,
        "CS-3.4.2",
        source=("draft", "approved"),
        run=_agree,
    ),
    _step("submit", N_("Hand in the papers"), None, "CS-3.4.3", run=_submit),
    _step("file", N_("Review and file"), None, "CS-3.2.1.2", roles=_ONLY, to="approved", run=_file),
)
