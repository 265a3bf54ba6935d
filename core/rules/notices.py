"""The kinds of notices: what each is called, and the sentence it is told in."""

from __future__ import annotations

from dataclasses import dataclass

from core.declare import N_


@dataclass(frozen=True)
class Kind:
    """`text` takes %(number)s, %(what)s (the duty) and %(who)s."""

    label: str
    text: str


KINDS = {
    "warned": Kind(N_("Due soon"), N_("%(number)s: %(what)s is due soon")),
    "lapsed": Kind(N_("Overdue"), N_("%(number)s: %(what)s is overdue")),
    "escalated": Kind(N_("Escalated to me"), N_("%(number)s: %(what)s is overdue with %(who)s")),
    "assigned": Kind(N_("Became mine"), N_("%(number)s: %(who)s made this yours")),
    "to_approve": Kind(N_("Waits for my approval"), N_("%(number)s: %(who)s asks for your approval")),
    "urged": Kind(N_("Reminder"), N_("%(number)s: %(who)s reminds you to decide")),
    "decided": Kind(N_("Decided"), N_("%(number)s: %(who)s has decided on your request")),
    "mentioned": Kind(N_("Mentioned"), N_("%(number)s: %(who)s mentioned you")),
}
