"""What cannot be fixed on site: promised, handed over in writing, repaired, given back (ES-4.2.4, ES-4.2.5)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, Day, Form, LongText, Moment, Sign, Text, day_of
from plugins.service_quality import names as n
from plugins.service_quality.acts.visit import EndForm, end_visit


class SlipForm(Form):
    promised_on = Day(N_("Promised finishing date"), clause="ES-4.2.4")
    intake_condition = LongText(N_("Condition when taken in"), max=2000, clause="ES-4.2.5")
    accessories = Text(N_("Accessories"), max=200, clause="ES-4.2.5")


class SignForm(Form):
    signer_name = Text(N_("Name of the signer"), max=60, hint=N_("Left empty it is your own."))
    signature = Sign(N_("Signature"), required=True)


class RepairForm(Form):
    work = LongText(N_("Work done"), max=2000, clause="ES-4.2.5")
    return_condition = LongText(N_("Condition on return"), max=2000, clause="ES-4.2.5")


class ReturnForm(Form):
    returned_at = Moment(N_("Time of return"), hint=N_("Left empty it is now."))


async def _give_back(c: Ctx) -> None:
    c.set(returned_at=c.at, visit_on=day_of(c.at))


def _signs(name: str, label: str, state: str, signs: str) -> Act:
    return Act(name, n.REQUEST, label, n.FIELD, SignForm, "ES-4.2.5", source=(state,), signs=signs, icon="pen")


ACTS = (
    Act(
        "write_slip",
        n.REQUEST,
        N_("Write the hand-over slip"),
        n.FIELD,
        SlipForm,
        "ES-4.2.4",
        source=("visiting",),
        writes=("promised_on", "intake_condition", "accessories"),
        icon="form",
    ),
    _signs("sign_slip", N_("Customer signs the slip"), "visiting", f"{n.SLIP_IN}:customer"),
    _signs("countersign_slip", N_("Technician signs the slip"), "visiting", f"{n.SLIP_IN}:technician"),
    Act(
        "take_in",
        n.REQUEST,
        N_("Take in for repair"),
        n.FIELD,
        EndForm,
        "ES-4.2.4",
        source=("visiting",),
        to="taken_in",
        writes=("cause", "explanation"),
        run=end_visit,
        occurred="ended_at",
        icon="inbox",
    ),
    Act(
        "repair",
        n.REQUEST,
        N_("Record the repair"),
        n.FIELD,
        RepairForm,
        "ES-4.2.5",
        source=("taken_in",),
        to="taken_in",
        writes=("work", "return_condition"),
        icon="form",
    ),
    _signs("sign_return", N_("Customer signs the return"), "taken_in", f"{n.SLIP_OUT}:customer"),
    _signs("countersign_return", N_("Technician signs the return"), "taken_in", f"{n.SLIP_OUT}:technician"),
    Act(
        "give_back",
        n.REQUEST,
        N_("Give back"),
        n.FIELD,
        ReturnForm,
        "ES-4.2.5",
        source=("taken_in",),
        to="returned",
        run=_give_back,
        occurred="returned_at",
        icon="swap",
    ),
)
