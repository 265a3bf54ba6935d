"""The cities whose offices the regulation names. People write a city in their own language, the table keeps one name for it."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_, gettext

ROUTING = "tech_support.office"
REGION = "tech_support.customer_region"

# city -> the code that a company's department bears to be found without any setting
OFFICES: Mapping[str, str] = {
    N_("Shanghai"): "sh-office",
    N_("Guangzhou"): "gz-office",
    N_("Wuhan"): "wh-office",
    N_("Chongqing"): "cq-office",
    N_("Xi'an"): "xa-office",
    N_("Urumqi"): "wlmq-office",
    N_("Harbin"): "heb-office",
}


def city_of(region: str) -> str | None:
    """The table's name of the city that `region` means, as such or in the reader's language."""
    return next((city for city in OFFICES if region in (city, gettext(city))), None)
