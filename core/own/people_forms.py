"""The forms of the acts on accounts."""

from __future__ import annotations

from core.api import N_, Choice, Form, LongText, Lookup, Phone, Rows, Text, host
from core.own.grants import SCOPES
from core.own.passwords import Password, one_time
from core.own.words import LANGUAGES


def _roles() -> list[tuple[str, str]]:
    return [(role.name, role.label) for role in host().registry.roles.values()]


class EditForm(Form):
    name = Text(N_("Full name"), required=True, max=60)
    phone = Phone(N_("Phone"))
    lang = Choice(N_("Language"), choices=LANGUAGES)
    party = Text(N_("Customer number"), max=40, hint=N_("Only for an outside login: it sees this customer's cases."))


class InviteForm(EditForm):
    login = Text(N_("Login name"), required=True, max=60)
    department = Lookup(N_("Department"), subject="core.department")
    password = Password(
        N_("One-time password"),
        required=True,
        default=one_time,
        hint=N_("Hand it over in person; it is shown only here."),
    )


class MoveForm(Form):
    department = Lookup(N_("Department"), subject="core.department", required=True)
    reason = Text(N_("Reason"), required=True, max=200)


class PasswordForm(Form):
    password = Password(
        N_("One-time password"),
        required=True,
        default=one_time,
        hint=N_("Hand it over in person; it is shown only here."),
    )


class OwnPasswordForm(Form):
    old = Text(N_("Current password"), required=True, max=100)
    password = Password(N_("New password"), required=True)


class DepartmentRow(Form):
    department = Lookup(N_("Department"), subject="core.department", required=True)


class RevokeForm(Form):
    role = Choice(N_("Role"), choices=_roles, required=True)
    scope = Choice(N_("Data scope"), choices=SCOPES, required=True)


class GrantForm(RevokeForm):
    departments = Rows(N_("Chosen departments"), DepartmentRow)


class ReasonForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)
