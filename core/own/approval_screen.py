"""How approvals are listed and read, with their steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.api import N_, Column, Filter, Related, Screen, host
from core.declare.approvals import ROLE
from core.host.approvals import SUBJECT
from core.models import ApprovalStep
from core.own.words import READERS

MODES = {"order": N_("In order"), "all": N_("All of them"), "any": N_("Any one of them")}
STATES = {
    "waiting": N_("Not yet its turn"),
    "open": N_("Waiting for a decision"),
    "approved": N_("Approved"),
    "rejected": N_("Rejected"),
    "returned": N_("Sent back"),
    "handed_on": N_("Handed on"),
}


class Needs(Mapping[str, str]):
    """What a step asks for, in words; read when shown, because plugins declare roles after this module is loaded."""

    def __getitem__(self, need: str) -> str:
        return N_("A named person") if need == "user" else host().registry.roles[need.removeprefix(ROLE)].label

    def __iter__(self) -> Iterator[str]:
        return iter(["user", *(f"{ROLE}{role}" for role in host().registry.roles)])

    def __len__(self) -> int:
        return 1 + len(host().registry.roles)


_STEP = (
    Column("position", N_("Step")),
    Column("need", N_("Needed"), "choice", Needs()),
    Column("user_id", N_("Approver"), "user"),
    Column("state", N_("State"), "choice", STATES),
    Column("decided_by_id", N_("Decided by"), "user"),
    Column("deputy_of_id", N_("On behalf of"), "user"),
    Column("decided_at", N_("Decided at"), "instant"),
    Column("note", N_("Note")),
)
_COLUMNS = (
    Column("number", N_("Number"), "code"),
    Column("subject_number", N_("Asked about"), "code"),
    Column("asker_id", N_("Requested by"), "user"),
    Column("mode", N_("Order"), "choice", MODES),
    Column("state", N_("State"), "stage"),
    Column("created_at", N_("Requested at"), "instant"),
    Column("decided_at", N_("Decided at"), "instant"),
)
SCREEN = Screen(
    SUBJECT,
    columns=_COLUMNS,
    roles=READERS,
    menu=N_("Approvals"),
    filters=(
        Filter("state", N_("State"), "stage"),
        Filter("asker_id", N_("Requested by"), "user"),
        Filter("created_at", N_("Requested at"), "day"),
    ),
    sorts=("-id", "-decided_at"),
    facts=(
        *_COLUMNS[1:],
        Column("note", N_("Note")),
        Column("department_id", N_("Department"), "department"),
        Column("urged", N_("Reminders")),
        Column("urged_at", N_("Last reminder"), "instant"),
    ),
    related=(Related(N_("Steps"), ApprovalStep, "approval_id", _STEP, order="position"),),
    phone=True,
    hint=N_("What somebody asked others to approve. An act that needs it waits until it is granted."),
)
