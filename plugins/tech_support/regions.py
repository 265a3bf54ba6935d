"""The cities whose offices the regulation names. People write a city in their own language, the table keeps one name for it."""

from __future__ import annotations

from core.api import N_, gettext

CITIES = (N_("Shanghai"), N_("Guangzhou"), N_("Wuhan"), N_("Chongqing"), N_("Xi'an"), N_("Urumqi"), N_("Harbin"))


def office_code(city: str) -> str:
    """The code a company's department has to bear to be found without any setting: "office-xian"."""
    return "office-" + city.lower().replace("'", "")


def city_of(region: str) -> str | None:
    """The table's name of the city that `region` means, as such or in the reader's language."""
    return next((city for city in CITIES if region in (city, gettext(city))), None)
