"""The plugin's own addresses: the opinion card a customer fills in, and what complaints add up to."""

from __future__ import annotations

from core.api import N_, one_time_form, route
from plugins.service_quality import names as n
from plugins.service_quality.analysis import analysis

# in the link of `acts.opening.LINK`, without the plugin's own part
_CARD = "/opinion/{secret}"

ROUTES = (
    *one_time_form(
        _CARD,
        n.ANSWER_CARD,
        digest="link_hash",
        until="link_until",
        title=N_("Your opinion"),
        intro=N_("Thank you for trusting our service. Five questions, one minute; what you say is read by a person."),
        thanks=N_("Thank you. Your opinion has been entered in our satisfaction book."),
    ),
    route("/analysis", analysis, permission=f"{n.COMPLAINT}.read"),
)
