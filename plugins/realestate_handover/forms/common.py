"""What several forms share."""

from __future__ import annotations

from core.api import N_, Form, Lookup, Sign, Text

NOW = N_("Empty: now.")
TODAY = N_("Empty: today.")


class SignForm(Form):
    signer_name = Text(N_("Name of the signer"), max=60, hint=N_("Empty: your own name."))
    signature = Sign(N_("Signature"), required=True)


class AssignForm(Form):
    owner = Lookup(N_("Owner"), subject="core.user", required=True)


class ReasonForm(Form):
    reason = Text(N_("Reason"), required=True, max=200)
