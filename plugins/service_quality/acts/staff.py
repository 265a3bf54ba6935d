"""Staff files, training, conduct, rewards and penalties by the company's rules (ES-2.4, ES-2.5, ES-3.4)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Choice, Ctx, Day, Form, LongText, Lookup, Moment, Text, Whole, Yuan, day_of
from plugins.service_quality import assessing as a
from plugins.service_quality.rules.assessment_facts import PERSON, STAFF, Employee

_CONSEQUENCES, _MEANS = list(a.CONSEQUENCES.items()), list(a.MEANS.items())
_KEEPERS = ("manager", a.HR)


class OpenForm(Form):
    user = Lookup(N_("Member of staff"), subject="core.user", required=True)
    joined_on = Day(N_("In the service since"), required=True, clause="ES-2.4")
    post = Text(N_("Post"), max=60)


class LeaveForm(Form):
    left_on = Day(N_("Left on"), hint=N_("Left empty it is today."))


class TrainForm(Form):
    staff = Lookup(N_("Staff file"), subject=a.STAFF, required=True)
    on = Day(N_("Date"), hint=N_("Left empty it is today."), clause="ES-2.4")
    topic = Choice(N_("Subject"), choices=list(a.TOPICS.items()), required=True, clause="ES-2.4")
    content = LongText(N_("Content"), max=2000, clause="ES-2.4")
    hours = Whole(N_("Hours"), min=1, max=400, required=True)
    result = Choice(N_("Result"), choices=list(a.RESULTS.items()), clause="ES-2.4")
    trainer = Text(N_("Trainer"), max=60)


class ReportForm(Form):
    staff = Lookup(N_("Staff file"), subject=a.STAFF, required=True)
    happened_at = Moment(N_("Time"), hint=N_("Left empty it is now."))
    what = LongText(N_("What happened"), max=2000, clause="ES-2.5")


class HearForm(Form):
    statement = LongText(N_("What the person says to it"), max=2000, clause="ES-2.5")


class CaseForm(Form):
    """Without a rule there is no penalty: then the decision says why not."""

    decision = LongText(N_("Decision and reason"), max=2000, clause="ES-2.5")
    rule = Lookup(N_("By the rule"), subject=a.RULE, clause="ES-2.5")
    means = Choice(N_("Means"), choices=_MEANS, clause="ES-2.5")
    analysis = LongText(N_("Analysis of the causes"), max=2000, clause="ES-3.4")
    help_plan = LongText(N_("Help to overcome them"), max=2000, clause="ES-3.4")


class RuleForm(Form):
    kind = Choice(N_("Kind"), choices=_CONSEQUENCES, required=True)
    text = LongText(N_("Rule"), max=2000, required=True, clause="ES-2.5")
    from_on = Day(N_("In force from"), required=True)


class DecideForm(Form):
    person = Lookup(N_("Member of staff"), subject="core.user", required=True)
    kind = Choice(N_("Kind"), choices=_CONSEQUENCES, clause="ES-3.4")
    rule = Lookup(N_("By the rule"), subject=a.RULE, clause="ES-2.5")
    means = Choice(N_("Means"), choices=_MEANS, clause="ES-3.4")
    amount = Yuan(N_("Amount"))
    reason = LongText(N_("Reason"), max=2000, clause="ES-2.5")
    analysis = LongText(N_("Analysis of the causes"), max=2000, clause="ES-3.4")
    help_plan = LongText(N_("Help to overcome them"), max=2000, clause="ES-3.4")
    source = Text(N_("Came from"), max=40)


class RevokeForm(Form):
    revoked = Text(N_("Reason"), max=200, required=True)


async def _open(c: Ctx) -> None:
    person: Employee = c.facts[PERSON]
    c.set(user_id=c.data.user, owner_id=c.data.user, department_id=person.department_id)


async def _leave(c: Ctx) -> None:
    c.set(left_on=c.data.left_on or day_of(c.at))


async def _train(c: Ctx) -> None:
    c.set(staff_id=c.data.staff, on=c.data.on or day_of(c.at), trainer=c.data.trainer or "")


async def _report(c: Ctx) -> None:
    c.set(staff_id=c.data.staff, happened_at=c.at)


async def _decide_case(c: Ctx) -> None:
    d = c.data
    if not d.rule:
        return
    made = await c.act(
        a.DECIDE,
        person=c.facts[STAFF],
        kind="penalty",
        rule=d.rule,
        means=d.means,
        reason=d.decision,
        analysis=d.analysis,
        help_plan=d.help_plan,
        source=c.subject.number,
    )
    c.answer(reward=made.number)


async def _decide(c: Ctx) -> None:
    d, person = c.data, c.facts[PERSON]
    c.set(
        person_id=d.person,
        owner_id=d.person,
        department_id=person.department_id,
        rule_id=d.rule,
        amount=d.amount or 0,
        source=d.source or "",
        decided_at=c.at,
    )


def _act(name: str, on: str, label: str, roles: tuple[str, ...], form: Any, clause: str, **more: Any) -> Act:
    return Act(name, on, label, roles, form, clause, **more)


ACTS = (
    _act(
        "open",
        a.STAFF,
        N_("Open a staff file"),
        _KEEPERS,
        OpenForm,
        "ES-2.4",
        creates=True,
        writes=("joined_on", "post"),
        run=_open,
        facts=(PERSON,),
        icon="plus",
    ),
    _act(
        "leave",
        a.STAFF,
        N_("Has left the service"),
        _KEEPERS,
        LeaveForm,
        "ES-2.4",
        source=("active",),
        to="left",
        run=_leave,
        icon="logout",
    ),
    _act(
        "record",
        a.TRAINING,
        N_("Record a training"),
        _KEEPERS,
        TrainForm,
        "ES-2.4",
        creates=True,
        writes=("topic", "content", "hours", "result"),
        run=_train,
        icon="book",
    ),
    _act(
        "report",
        a.CONDUCT,
        N_("Report a breach of conduct"),
        a.WRITERS,
        ReportForm,
        "ES-2.5",
        creates=True,
        writes=("what",),
        run=_report,
        occurred="happened_at",
        icon="alert",
    ),
    _act(
        "hear",
        a.CONDUCT,
        N_("Hear the person"),
        _KEEPERS,
        HearForm,
        "ES-2.5",
        source=("reported", "heard"),
        to="heard",
        writes=("statement",),
        icon="chat",
    ),
    _act(
        "decide",
        a.CONDUCT,
        N_("Decide the case"),
        a.HEADS,
        CaseForm,
        "ES-2.5",
        source=("heard",),
        to="decided",
        writes=("decision",),
        run=_decide_case,
        unlike=("report",),
        facts=(STAFF,),
        icon="check",
    ),
    _act(
        "adopt",
        a.RULE,
        N_("Adopt a rule"),
        (*a.HEADS, a.HR),
        RuleForm,
        "ES-2.5",
        creates=True,
        writes=("kind", "text", "from_on"),
        icon="plus",
    ),
    _act(
        "withdraw",
        a.RULE,
        N_("Withdraw the rule"),
        (*a.HEADS, a.HR),
        None,
        "ES-2.5",
        source=("active",),
        to="withdrawn",
        icon="cross",
    ),
    _act(
        "decide",
        a.REWARD,
        N_("Decide a reward or penalty"),
        a.HEADS,
        DecideForm,
        "ES-2.5",
        creates=True,
        writes=("kind", "means", "reason", "analysis", "help_plan"),
        run=_decide,
        by="either",
        facts=(PERSON,),
        icon="medal",
    ),
    _act(
        "revoke",
        a.REWARD,
        N_("Revoke the decision"),
        a.HEADS,
        RevokeForm,
        "ES-2.5",
        source=("decided",),
        to="revoked",
        writes=("revoked",),
        icon="undo",
        danger=True,
    ),
)
