"""The checklist of a visit as columns of the form: each answer is journaled, signed with the form and countable."""

from __future__ import annotations

from collections.abc import Mapping

from tortoise import fields
from tortoise.models import Model

from core.api import N_

# ES-2.3, the seven ones
ONES: Mapping[str, str] = {
    "uniform": N_("One standard uniform worn"),
    "apology": N_("One word of apology before entering"),
    "shoe_covers": N_("One pair of own shoe covers"),
    "cloths": N_("One pad cloth and one wiping cloth"),
    "no_drink": N_("Not one sip of the customer's water"),
    "no_smoke": N_("Not one of the customer's cigarettes"),
    "service_card": N_("One service card filled in by the customer"),
}
# ES-4.3.2
CONDUCT: Mapping[str, str] = {
    "appearance": N_("Neat appearance"),
    "courtesy": N_("Courteous words and conduct"),
    "customs": N_("The customer's habits respected"),
    "clean": N_("The place of repair left clean"),
}
ITEMS: Mapping[str, str] = {**ONES, **CONDUCT}


class Checklist(Model):
    """Abstract. True: kept, False: not, NULL: not answered. `ones_kept` of `ones_checked` feed the figure."""

    uniform = fields.BooleanField(null=True)
    apology = fields.BooleanField(null=True)
    shoe_covers = fields.BooleanField(null=True)
    cloths = fields.BooleanField(null=True)
    no_drink = fields.BooleanField(null=True)
    no_smoke = fields.BooleanField(null=True)
    service_card = fields.BooleanField(null=True)
    appearance = fields.BooleanField(null=True)
    courtesy = fields.BooleanField(null=True)
    customs = fields.BooleanField(null=True)
    clean = fields.BooleanField(null=True)
    ones_kept = fields.IntField(default=0)
    ones_checked = fields.IntField(default=0)

    class Meta:
        abstract = True
