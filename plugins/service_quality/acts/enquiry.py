"""Asking a customer how the product is doing; what the clause wants to know is asked for by the record (ES-4.3.1)."""

from __future__ import annotations

from core.api import N_, Act, Choice, Ctx, Form, LongText, Lookup, Moment, Text
from plugins.service_quality import names as n
from plugins.service_quality.rules.facts import PRODUCT, Product


class EnquiryForm(Form):
    asset = Lookup(N_("Product"), subject="core.asset", required=True)
    asked_at = Moment(N_("Time of the talk"), hint=N_("Left empty it is now."))
    channel = Choice(N_("Channel"), choices=list(n.CHANNELS.items()), required=True)
    person = Text(N_("Who was spoken with"), max=60)
    usage = LongText(N_("How it is used and how it runs"), max=2000, clause="ES-4.3.1")
    needs = LongText(N_("What the customer needs"), max=2000, clause="ES-4.3.1")
    satisfaction = Choice(N_("Satisfaction"), choices=list(n.SATISFACTION.items()), clause="ES-4.3.1")


async def _record(c: Ctx) -> None:
    product: Product = c.facts[PRODUCT.name]
    c.set(asset_id=c.data.asset, customer_id=product.customer_id, asked_at=c.at, person=c.data.person or "")


ACTS = (
    Act(
        "record",
        n.ENQUIRY,
        N_("Record an enquiry"),
        n.STAFF,
        EnquiryForm,
        "ES-4.3.1",
        creates=True,
        writes=("channel", "usage", "needs", "satisfaction"),
        run=_record,
        occurred="asked_at",
        facts=(PRODUCT.name,),
        icon="phone",
    ),
)
