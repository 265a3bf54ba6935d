"""What is asked at the customer's home: the seven ones (ES-2.3) and the rules of conduct (ES-4.3.2), each answered yes or no."""

from __future__ import annotations

from core.api import N_, Checklist, Item, View
from plugins.service_quality import names as n


def _at_home(v: View) -> bool:
    return bool(v.subject.place == "home")


ONES = Checklist(
    "service_quality.seven_ones",
    n.REQUEST,
    "ones",
    "ES-2.3",
    N_("Seven ones"),
    items=(
        Item("uniform", N_("One standard uniform worn"), "ES-2.3", fixed=True),
        Item("apology", N_("One word of apology before entering"), "ES-2.3", fixed=True),
        Item("shoe_covers", N_("One pair of own shoe covers"), "ES-2.3", fixed=True),
        Item("cloths", N_("One pad cloth and one wiping cloth"), "ES-2.3", fixed=True),
        Item("no_drink", N_("Not one sip of the customer's water"), "ES-2.3", fixed=True),
        Item("no_smoke", N_("Not one of the customer's cigarettes"), "ES-2.3", fixed=True),
        Item("service_card", N_("One service card filled in by the customer"), "ES-2.3", fixed=True),
    ),
    act=n.CHECK,
    needed=(n.FIX, n.TAKE_IN),
    when=_at_home,
    kept="ones_kept",
    judged="ones_checked",
)
CONDUCT = Checklist(
    "service_quality.conduct",
    n.REQUEST,
    "conduct",
    "ES-4.3.2",
    N_("Rules of conduct"),
    items=(
        Item("appearance", N_("Neat appearance"), "ES-4.3.2", fixed=True),
        Item("courtesy", N_("Courteous words and conduct"), "ES-4.3.2", fixed=True),
        Item("customs", N_("The customer's habits respected"), "ES-4.3.2", fixed=True),
        Item("clean", N_("The place of repair left clean"), "ES-4.3.2", fixed=True),
    ),
    act=n.CHECK,
    needed=(n.FIX, n.TAKE_IN),
    when=_at_home,
)
CHECKLISTS = (ONES, CONDUCT)
