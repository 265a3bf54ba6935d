"""Signed by the customer, handed in the same day, closed by the manager (ES-4.2.7, ES-4.3.5)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, Form, LongText, View
from plugins.service_quality import names as n
from plugins.service_quality.acts.handover import SignForm

_WORK_DONE = ("fixed", "returned", "signed")
_OPEN = ("registered", "assigned", "appointed", "visiting", "fixed", "taken_in", "returned", "signed", "submitted")


class UnacknowledgedForm(Form):
    unacknowledged = LongText(
        N_("Reason"), max=200, clause="ES-4.2.7", hint=N_("Why the form ends without the customer's signature.")
    )


def _after_submit(v: View) -> str | None:
    """A form handed in while its product is still here stays at its step."""
    return "submitted" if v.subject.state == "signed" else None


async def _submit(c: Ctx) -> None:
    c.set(submitted_at=c.at)


async def _close(c: Ctx) -> None:
    c.set(closed_at=c.at)


async def _note_error(c: Ctx) -> None:
    c.set(erred=True)


ACTS = (
    Act("note_error", n.REQUEST, N_("Error confirmed by a complaint"), clause="ES-3.1", run=_note_error, by="system"),
    Act(
        "sign",
        n.REQUEST,
        N_("Customer signs the form"),
        n.FIELD,
        SignForm,
        "ES-4.2.7",
        source=("fixed", "returned"),
        to="signed",
        signs=f"{n.FORM}:customer",
        icon="pen",
    ),
    Act(
        "submit",
        n.REQUEST,
        N_("Hand in the form"),
        n.FIELD,
        None,
        "ES-4.3.5",
        source=(*_WORK_DONE, "taken_in"),
        to=_after_submit,
        run=_submit,
        icon="up",
    ),
    Act(
        "close",
        n.REQUEST,
        N_("Close the form"),
        ("manager",),
        None,
        "ES-4.2.7",
        source=(*_WORK_DONE, "submitted"),
        to="closed",
        run=_close,
        icon="lock",
    ),
    Act(
        "close_unacknowledged",
        n.REQUEST,
        N_("Close without signature"),
        ("manager",),
        UnacknowledgedForm,
        "ES-4.2.7",
        source=_OPEN,
        to="closed_unacknowledged",
        writes=("unacknowledged",),
        run=_close,
        icon="cross",
        danger=True,
        confirm=N_("The form ends without the customer's signature and is counted apart."),
    ),
)
