"""The order of a dispute (RE-2.11), the answer to a contact form (RE-2.8), what an inspection asks (RS-3)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import (
    N_,
    Checklist,
    Deadline,
    DutyMeasure,
    Gate,
    Item,
    Kpi,
    Measure,
    Missing,
    On,
    Record,
    View,
    day_of,
)
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.modes import LISTS
from plugins.realestate_handover.roles import MANAGER, SENIOR
from plugins.realestate_handover.rules.common import needs

_HEAR, _EXPLAIN, _ASK, _REPORT, _DECIDE, _ANSWER, _CLOSE = (
    f"{n.DISPUTE}.{name}" for name in ("hear", "explain", "investigate", "report", "decide", "answer", "close")
)
_DRAFT, _SEND, _REPLY, _BACK, _CLOSE_FORM = (
    f"{n.ICF}.{name}" for name in ("draft", "send", "reply", "feed_back", "close")
)
_INSPECT = {"daily": f"{n.INSPECTION}.inspect_daily", "after_sales": f"{n.INSPECTION}.inspect_after"}


def _in_charge(view: View) -> Iterable[Missing]:
    """Whom it is reported to must be a manager; `None` is refused by the record."""
    chosen = view.data.reported_to
    if chosen and chosen == view.actor.id:
        yield Missing("reported_to", N_("another manager than whoever reports"))


def _decided(view: View) -> Iterable[Missing]:
    if view.subject.state == "reported" and not view.subject.decision:
        yield Missing("decision", N_("what the manager in charge decided"), _DECIDE)


def _his(view: View) -> Iterable[Missing]:
    if view.subject.reported_to_id != view.actor.id and not view.actor.is_system:
        yield Missing("reported_to", N_("the manager to whom it was reported"), _REPORT)


def _addressed(view: View) -> Iterable[Missing]:
    row = view.subject
    if row.receiver == "department" and row.to_department_id is None:
        yield Missing("to_department", N_("the department it is forwarded to"), f"{n.ICF}.edit")
    if row.addressee_id is None:
        yield Missing("addressee", N_("who is to answer"), f"{n.ICF}.edit")
    if not row.content:
        yield Missing("content", N_("what is told"), f"{n.ICF}.edit")


def _answers_it(view: View) -> Iterable[Missing]:
    """Whoever wrote the form does not answer it."""
    if view.subject.addressee_id == view.actor.id or view.actor.is_system:
        return
    if not view.actor.roles.intersection((MANAGER, SENIOR)):
        yield Missing("addressee", N_("the person it was sent to, or the management"))


def _held(view: View) -> Iterable[Missing]:
    if view.data.held_on > day_of(view.now):
        yield Missing("held_on", N_("a day that is not in the future"))


GATES = (
    Gate(_REPORT, "RE-2.11", _in_charge),
    Gate(_DECIDE, "RE-2.11", _his),
    Gate(_ANSWER, "RE-2.11", _decided),
    Gate(_SEND, "RE-2.8", _addressed),
    Gate(_REPLY, "RE-2.8", _answers_it),
    Gate(f"{n.INSPECTION}.plan", "RS-3", _held),
)
RECORDS = (
    Record(
        "dispute",
        n.DISPUTE,
        "RE-2.11",
        N_("Record of a dispute"),
        ("heard_from", "subject_matter", "record", "explanation", "rule_cited", "investigation", "answer", "outcome"),
        needs=(
            *needs(
                "RE-2.11",
                _HEAR,
                heard_from=N_("who was heard"),
                subject_matter=N_("what the dispute is about"),
                record=N_("a record of what was heard"),
            ),
            *needs(
                "RE-2.11",
                _EXPLAIN,
                explanation=N_("the explanation"),
                rule_cited=N_("the rule of the state or authority it relies on"),
            ),
            *needs("RE-2.11", _ASK, open_question=N_("the question that cannot be answered at once")),
            *needs(
                "RE-2.11",
                _REPORT,
                investigation=N_("what the investigation found"),
                reported_to=N_("the manager in charge"),
            ),
            *needs("RE-2.11", _DECIDE, decision=N_("what the manager in charge decided")),
            *needs("RE-2.11", _ANSWER, answer=N_("the answer to the customer")),
            *needs("RE-2.11", _CLOSE, outcome=N_("how it ended")),
        ),
    ),
    Record(
        "contact_form",
        n.ICF,
        "RE-2.8",
        N_("Internal contact form"),
        ("title", "content", "reply", "fed_back_to"),
        needs=(
            *needs("RE-2.8", _REPLY, reply=N_("the answer")),
            *needs("RE-2.8", _BACK, fed_back_to=N_("who was told"), fed_back_by=N_("how the customer was told")),
        ),
    ),
)
DEADLINES = (
    Deadline(
        "dispute.report",
        n.DISPUTE,
        "RE-2.11",
        N_("Report the open question to the manager in charge"),
        length=policies.DISPUTE,
        start=On(_ASK),
        stop=On(_REPORT),
        owes="role:after_sales",
        act=_REPORT,
    ),
    Deadline(
        "icf.reply",
        n.ICF,
        "RE-2.8",
        N_("Answer the internal contact form"),
        length=policies.ICF_REPLY,
        start=On(_SEND),
        stop=On(_REPLY),
        act=_REPLY,
    ),
)


def _list(part: str, label: str, *items: Item) -> Checklist:
    return Checklist(
        f"realestate_handover.{part}",
        n.INSPECTION,
        part,
        "RS-3",
        label,
        items=items,
        act=_INSPECT[part],
        needed=(_INSPECT[part],),
        variant="listed",
        kept="kept",
        judged="judged",
    )


def _item(key: str, text: str) -> Item:
    return Item(key, text, "RS-3")


DAILY = _list(
    "daily",
    N_("Inspection: day-to-day work"),
    _item("duty", N_("The desk is staffed and the diary is kept")),
    _item("received", N_("Visitors are received and entered")),
    _item("papers", N_("Prices, plans and licences shown are valid")),
    _item("answers", N_("Questions are answered truly and in one voice")),
    _item("order", N_("The site and the model home are clean and in order")),
)
AFTER_SALES = _list(
    "after_sales",
    N_("Inspection: after-sales service"),
    _item("registered", N_("Contracts are registered and archived in time")),
    _item("notices", N_("Payment and move-in notices are recorded")),
    _item("titles", N_("Certificates are applied for in time")),
    _item("feedback", N_("Feedback is entered and answered")),
    _item("secret", N_("Customer files are kept closed")),
)
assert {DAILY.name, AFTER_SALES.name} == set(LISTS)

KPIS = (
    Kpi(
        "realestate_handover.inspected",
        N_("Service quality found good in inspections"),
        "RS-3",
        part=Measure(n.INSPECTION, at="held_on", where={"state": "done"}, value="kept"),
        whole=Measure(n.INSPECTION, at="held_on", where={"state": "done"}, value="judged"),
        heading=N_("What customers say"),
    ),
    Kpi(
        "realestate_handover.answered",
        N_("Contact forms answered in time"),
        "RE-2.8",
        part=DutyMeasure((f"{n.ICF}:icf.reply",), met=True),
        whole=DutyMeasure((f"{n.ICF}:icf.reply",)),
        heading=N_("What customers say"),
    ),
    Kpi(
        "realestate_handover.disputes_reported",
        N_("Open questions of disputes reported in time"),
        "RE-2.11",
        part=DutyMeasure((f"{n.DISPUTE}:dispute.report",), met=True),
        whole=DutyMeasure((f"{n.DISPUTE}:dispute.report",)),
        heading=N_("What customers say"),
    ),
)
DECLARED = (DAILY, AFTER_SALES, *GATES, *RECORDS, *DEADLINES, *KPIS)
