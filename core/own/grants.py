"""Who may give what (V26): nobody gives, takes or borrows a right beyond his own reach; the three powers stay apart.

An administrator's reach is the data scope of the grant that makes him one: with scope "all" he may give any role
in any scope, with "own and below" only to people of his branch and only scopes that end there. He gives business
roles without holding them, so that he sees no business data; to himself he gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Facts, Gate, Missing, View, host
from core.models import Customer, Grant, User
from core.models.access import Actor, Granted, granted
from core.own.words import ADMIN, AUDITOR

PERMISSION = "core.user.grant"
SCOPES = {
    "all": N_("Everything"),
    "depts": N_("Chosen departments"),
    "below": N_("Own department and below"),
    "own": N_("Own department"),
    "self": N_("Own cases only"),
    "party": N_("Cases of the login's customer"),
}
_ALL_ADMIN = Granted(ADMIN, "all")


def covers(giver: Actor, given: Granted, department_id: int | None) -> bool:
    """May `giver` give `given` to somebody of department `department_id`?"""
    return giver.is_system or any(_within(giver, right, given, department_id) for right in giver.scopes(PERMISSION))


def _within(giver: Actor, right: Granted, given: Granted, department_id: int | None) -> bool:
    if right.scope == "all":
        return True
    reach = _reach(giver, right)
    wanted = _departments(given, department_id)
    return bool(wanted) and wanted <= reach


def _reach(giver: Actor, right: Granted) -> frozenset[int]:
    if right.scope == "below":
        return giver.below
    if right.scope == "depts":
        return frozenset(right.departments)
    return frozenset({giver.department_id}) - {None} if right.scope == "own" else frozenset()  # type: ignore[return-value]


def _departments(given: Granted, department_id: int | None) -> frozenset[int]:
    """The departments whose rows `given` opens; empty where it has no bound."""
    if given.scope == "depts":
        return frozenset(given.departments)
    if given.scope == "below":
        return host().directory.below(department_id)
    return frozenset({department_id}) if given.scope in ("own", "self") and department_id else frozenset()


def power(role: str) -> str:
    """Which of the three powers a role belongs to."""
    return role if role in (ADMIN, AUDITOR) else "business"


async def load_grants(user_ids: Sequence[int]) -> Mapping[int, tuple[Granted, ...]]:
    rows = await Grant.filter(user_id__in=user_ids).values("user_id", "role", "scope", "departments")
    return {i: granted([row for row in rows if row["user_id"] == i]) for i in user_ids}


async def load_admins(keys: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """Ids of the active users who administer everything; the same answer for every key."""
    ids = await Grant.filter(role=ADMIN, scope="all").values_list("user_id", flat=True)
    active = await User.filter(id__in=list(ids), state="active").values_list("id", flat=True)
    return dict.fromkeys(keys, frozenset(int(str(i)) for i in active))


def asked(view: View) -> Granted:
    return Granted(
        view.data.role, view.data.scope, tuple(sorted({row["department"] for row in view.data.departments or ()}))
    )


def _not_himself(view: View) -> Iterable[Missing | None]:
    if not view.actor.is_system and view.subject.id == view.actor.id:
        yield Missing("other", N_("another administrator: nobody changes his own rights"))


def _target_within(view: View) -> Iterable[Missing | None]:
    """Whoever may reset, move or switch off an account can act as it: he must reach all it holds."""
    if not all(covers(view.actor, g, view.subject.department_id) for g in view.facts.get("core.grants") or ()):
        yield Missing("reach", N_("an administrator with at least the rights of this user"))


def _given_within(view: View) -> Iterable[Missing | None]:
    if not covers(view.actor, asked(view), view.subject.department_id):
        yield Missing("scope", N_("a data scope within your own"))


def _department_within(view: View) -> Iterable[Missing | None]:
    """With a new department the scopes "own" and "below" open other rows; a new account must stay within reach, too."""
    department = view.data.department
    rights = (view.facts.get("core.grants") or ()) if view.subject is not None else ()
    if not all(covers(view.actor, g, department) for g in (*rights, Granted("", "own"))):
        yield Missing("department", N_("a department within your own data scope"))


def _one_power(view: View) -> Iterable[Missing | None]:
    powers = {power(g.role) for g in view.facts.get("core.grants") or ()} | {power(view.data.role)}
    if len(powers) > 1:
        yield Missing("powers", N_("a user of its own: administrator, auditor and business roles exclude one another"))


def _departments_named(view: View) -> Iterable[Missing | None]:
    if (view.data.scope == "depts") != bool(view.data.departments):
        yield Missing("departments", N_("departments, for the scope of chosen departments and no other"))


def _not_twice(view: View) -> Iterable[Missing | None]:
    if any((g.role, g.scope) == (view.data.role, view.data.scope) for g in view.facts.get("core.grants") or ()):
        yield Missing("new", N_("a role and scope that the user does not have yet"))


def _held(view: View) -> Iterable[Missing | None]:
    if not any((g.role, g.scope) == (view.data.role, view.data.scope) for g in view.facts.get("core.grants") or ()):
        yield Missing("held", N_("a role and scope that the user has"))


async def load_parties(numbers: Sequence[str]) -> Mapping[str, int]:
    """Customer number -> id. An administrator binds a login to a customer whose data he need not see."""
    return dict(await Customer.filter(number__in=numbers).values_list("number", "id"))


def _party_known(view: View) -> Iterable[Missing | None]:
    if view.data.party and view.facts.get("core.party") is None:
        yield Missing("party", N_("a customer with this number"))


def _bound_only_to_party(view: View) -> Iterable[Missing | None]:
    """An outside login reaches its customer's rows and no others; without a customer the scope would reach nothing."""
    if view.data.scope == "party" and not view.subject.party_id:
        yield Missing("party", N_("a customer to whom this login belongs"), "core.user.edit")
    if view.data.scope != "party" and view.subject.party_id:
        yield Missing("scope", N_("the scope of its customer, for an outside login"))


def _nobody_inside(view: View) -> Iterable[Missing | None]:
    """Whoever works here does not become an outside login by an edit."""
    if view.data.party and any(g.scope != "party" for g in view.facts.get("core.grants") or ()):
        yield Missing("outside", N_("a login without rights beyond one customer"))


def lone_admin(admins: frozenset[int], user_id: int) -> bool:
    return admins == {user_id}


def _admin_stays(view: View) -> Iterable[Missing | None]:
    takes_it = not view.data or (view.data.role, view.data.scope) == (_ALL_ADMIN.role, _ALL_ADMIN.scope)
    if takes_it and lone_admin(view.facts.get("core.admins") or frozenset(), view.subject.id):
        yield Missing("admin", N_("another active administrator of everything"))


def _whole_house(view: View) -> Iterable[Missing | None]:
    """Settings hold for everybody, and the tree decides what "and below" means."""
    if not covers(view.actor, Granted("", "all"), None):
        yield Missing("everything", N_("an administrator of everything"))


_SETTINGS = (
    "core.department.create",
    "core.department.edit",
    "core.department.move",
    "core.policy_value.set",
    "core.policy_value.withdraw",
    "core.plugin_switch.enable",
    "core.plugin_switch.disable",
    "core.route.set",
    "core.route.withdraw",
    "core.role_right.set",
    "core.role_right.withdraw",
)
_CHANGES = tuple(
    f"core.user.{name}"
    for name in ("grant", "revoke", "set_password", "link", "second_reset", "disable", "enable", "edit")
)
_WITH = ("core.grants",)

RULES = (
    Gate(_SETTINGS, None, _whole_house),
    Facts("core.grants", load_grants),
    Facts("core.admins", load_admins),
    Gate(
        tuple(f"core.user.{name}" for name in ("grant", "revoke", "disable", "move", "second_reset")),
        None,
        _not_himself,
    ),
    Gate((*_CHANGES, "core.user.move"), None, _target_within, facts=_WITH),
    Gate("core.user.grant", None, _given_within),
    Gate("core.user.grant", None, _one_power, facts=_WITH),
    Gate("core.user.grant", None, _departments_named),
    Gate("core.user.grant", None, _bound_only_to_party),
    Facts("core.party", load_parties, key=lambda view: view.data.party or None),
    Gate(("core.user.invite", "core.user.edit"), None, _party_known, facts=("core.party",)),
    Gate("core.user.edit", None, _nobody_inside, facts=_WITH),
    Gate("core.user.grant", None, _not_twice, facts=_WITH),
    Gate("core.user.revoke", None, _held, facts=_WITH),
    Gate(("core.user.invite", "core.user.move"), None, _department_within, facts=_WITH),
    Gate(("core.user.revoke", "core.user.disable"), None, _admin_stays, facts=("core.admins",)),
)
