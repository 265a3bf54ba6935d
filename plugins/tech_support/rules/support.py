"""Gates, clocks, records and the routing of the regulation TS.

TS-0 is carried by what is not here: no act waives the clocks of TS-5.1 and TS-5.3. Only a promise already broken can be closed, and then
its duty reads as missed for good. The clock of a remote session falls away by nobody but the user, who withdraws the consent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.api import N_, Customer, Deadline, DutyMeasure, Facts, Gate, Kpi, Missing, Need, On, Record, Routing, View
from plugins.tech_support import policies
from plugins.tech_support.models import OnsiteVisit, RemoteSession
from plugins.tech_support.regions import OFFICES, REGION, ROUTING
from plugins.tech_support.subjects import EDITION, OFFICE, QUESTION, SESSION, VISIT

WORK = "tech_support.question.work"


@dataclass(frozen=True)
class Work:
    """What of a question is still under way: numbers of open sessions and of visits not yet ended."""

    sessions: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()


async def _work(keys: Sequence[int]) -> Mapping[int, Work]:
    sessions = (
        await RemoteSession.filter(question_id__in=keys).exclude(state="ended").values_list("question_id", "number")
    )
    visits = await OnsiteVisit.filter(question_id__in=keys, state__in=["agreed", "arrived"]).values_list(
        "question_id", "number"
    )
    return {
        key: Work(tuple(n for k, n in sessions if k == key), tuple(n for k, n in visits if k == key)) for key in keys
    }


async def _regions(keys: Sequence[int]) -> Mapping[int, str]:
    return dict(await Customer.filter(id__in=keys).values_list("id", "region"))


def _customer_without_region(view: View) -> int | None:
    """The customer whose own region is needed, because none was given."""
    return None if view.data.region else view.data.customer


def _session_over(view: View) -> Iterable[Missing]:
    for number in view.facts[WORK].sessions:
        yield Missing("session_ended", N_("end of the remote session %(number)s"), SESSION, {"number": number})


def _visit_over(view: View) -> Iterable[Missing]:
    for number in view.facts[WORK].visits:
        yield Missing(
            "visit_ended", N_("arrival and result of the on-site visit %(number)s"), VISIT, {"number": number}
        )


def _answered(view: View) -> Iterable[Missing]:
    if not view.subject.answer:
        yield Missing("answer", N_("an answer with content"), f"{QUESTION}.answer")


def _consented(view: View) -> Iterable[Missing]:
    if not (view.subject.consent_by and view.subject.consent_at):
        yield Missing("consent", N_("the user's consent, with who gave it and when"), f"{SESSION}.consent")


def _told(view: View) -> Iterable[Missing]:
    if view.subject.told_at is None:
        yield Missing("progress", N_("progress told to the user"), f"{SESSION}.tell")


def _tells_something(view: View) -> Iterable[Missing]:
    if not view.data.content:
        yield Missing("content", N_("what the user was told"))


def _agreed(view: View) -> Iterable[Missing]:
    if not view.data.agreed_with:
        yield Missing("agreed_with", N_("who of the user agreed to the visit"))


def _broken(view: View) -> Iterable[Missing]:
    if view.subject.next_late is None or view.now < view.subject.next_late:
        yield Missing("lateness", N_("a promise that is already broken; while its time runs it is to be kept"))


GATES = (
    Gate(f"{QUESTION}.solve", "TS-5.1", _answered),
    Gate(f"{QUESTION}.solve", "TS-5.2", _session_over, (WORK,)),
    Gate(f"{QUESTION}.solve", "TS-5.3", _visit_over, (WORK,)),
    Gate((f"{QUESTION}.agree_on_site", f"{VISIT}.open"), "TS-5.3", _agreed),
    Gate((f"{QUESTION}.record_breach", f"{VISIT}.record_breach"), "TS-0", _broken),
    Gate(f"{SESSION}.start", "TS-5.2", _consented),
    Gate(f"{SESSION}.tell", "TS-5.2", _tells_something),
    Gate(f"{SESSION}.end", "TS-5.2", _told),
)


def _has_consent(view: View) -> bool:
    return bool(view.data.consent_by)


DEADLINES = (
    Deadline(
        "answer",
        QUESTION,
        "TS-5.1",
        N_("Answer the question"),
        length=policies.ANSWER,
        start=(On(f"{QUESTION}.ask"), On(f"{QUESTION}.reopen")),
        stop=On(f"{QUESTION}.answer"),
        cancel=On(f"{QUESTION}.record_breach"),
        act=f"{QUESTION}.answer",
    ),
    Deadline(
        "remote.start",
        SESSION,
        "TS-5.2",
        N_("Start the remote session"),
        length=policies.REMOTE,
        start=(On(f"{SESSION}.open", when=_has_consent), On(f"{SESSION}.consent")),
        stop=On(f"{SESSION}.start"),
        cancel=On(f"{SESSION}.withdraw"),
        act=f"{SESSION}.start",
    ),
    Deadline(
        "onsite",
        VISIT,
        "TS-5.3",
        N_("Be on site"),
        length=policies.ON_SITE,
        start=On(f"{VISIT}.open"),
        stop=On(f"{VISIT}.arrive"),
        cancel=On(f"{VISIT}.record_breach"),
        act=f"{VISIT}.arrive",
    ),
)


def _needs(clause: str, at: tuple[str, ...], *fields: tuple[str, str]) -> tuple[Need, ...]:
    return tuple(Need(name, label, clause, at) for name, label in fields)


RECORDS = (
    Record(
        "answer",
        QUESTION,
        "TS-5.1",
        N_("Answer"),
        ("answer", "answer_channel"),
        needs=(
            *_needs(
                "TS-5.1",
                (f"{QUESTION}.answer",),
                ("answer", N_("an answer with content")),
                ("answer_channel", N_("the recorded channel it was given through")),
            ),
            *_needs("TS-0", (f"{QUESTION}.record_breach",), ("breach", N_("why the promise was not kept"))),
        ),
    ),
    Record(
        "consent",
        SESSION,
        "TS-5.2",
        N_("Consent"),
        ("consent_by", "consent_at", "withdrawn_by", "withdrawn_at"),
        needs=(
            *_needs("TS-5.2", (f"{SESSION}.consent",), ("consent_by", N_("who gave consent"))),
            *_needs("TS-5.2", (f"{SESSION}.withdraw",), ("withdrawn_by", N_("who withdrew consent"))),
        ),
    ),
    Record(
        "agreement",
        VISIT,
        "TS-5.3",
        N_("Agreement"),
        ("agreed_with", "agreed_at"),
        needs=_needs("TS-0", (f"{VISIT}.record_breach",), ("breach", N_("why the promise was not kept"))),
    ),
    Record(
        "card",
        OFFICE,
        "TS-5.1b",
        N_("Office card"),
        ("hotline", "mobile"),
        needs=_needs(
            "TS-5.1b",
            (f"{OFFICE}.open", f"{OFFICE}.change"),
            ("hotline", N_("the hotline number")),
            ("mobile", N_("the mobile number reached all day")),
        ),
    ),
    # the issue seals it: an edition is never changed, only followed by the next
    Record(
        "edition",
        EDITION,
        "TS-9",
        N_("Regulation edition"),
        ("title", "effective_from", "drafted", "reviewed", "approved", "issued"),
        needs=_needs(
            "TS-9",
            (f"{EDITION}.issue",),
            ("drafted", N_("who drafted it")),
            ("reviewed", N_("who reviewed it")),
            ("approved", N_("who approved it")),
            ("issued", N_("the issuing department")),
        ),
        signatures=("issuer",),
        supplements=False,
    ),
)

# the regulation's own table; an administrator adds regions and points each to a department of the company
ROUTINGS = (
    Routing(
        ROUTING,
        N_("Office in charge of a region"),
        "TS-5.4",
        N_("Region"),
        tuple(OFFICES.items()),
    ),
)
_ANSWERS = (f"{QUESTION}:answer",)
_ARRIVALS = (f"{VISIT}:onsite",)
KPIS = (
    Kpi(
        "tech_support.answers",
        N_("Questions answered in time"),
        "TS-5.1",
        part=DutyMeasure(_ANSWERS, met=True),
        whole=DutyMeasure(_ANSWERS),
        target=policies.ANSWERS,
        heading=N_("Quick answers"),
    ),
    Kpi(
        "tech_support.arrivals",
        N_("Arrivals in time"),
        "TS-5.3",
        part=DutyMeasure(_ARRIVALS, met=True),
        whole=DutyMeasure(_ARRIVALS),
        target=policies.ARRIVALS,
        heading=N_("Quick answers"),
    ),
)

FACTS = (Facts(WORK, _work), Facts(REGION, _regions, _customer_without_region))

DECLARED = (*FACTS, *GATES, *DEADLINES, *RECORDS, *ROUTINGS, *KPIS)
