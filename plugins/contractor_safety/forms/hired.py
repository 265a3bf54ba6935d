"""Ledger, labour contract and post."""

from __future__ import annotations

from core.api import N_, Day, Form, Text


class LedgerForm(Form):
    file_no = Text(N_("File number"), max=60, clause="CS-3.4.1a")


class LabourForm(Form):
    contract_from = Day(N_("From"), required=True)
    contract_to = Day(N_("Until"), required=True)


class PostForm(Form):
    post = Text(N_("Post"), required=True, max=60, clause="CS-3.4.1b")
