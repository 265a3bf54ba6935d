"""What several forms share."""

from __future__ import annotations

from core.api import N_, Form, Sign, Text

NOW = N_("Empty: now.")


class SignForm(Form):
    signer_name = Text(N_("Name of the signer"), max=60, hint=N_("Empty: your own name."))
    signature = Sign(N_("Signature"), required=True)
