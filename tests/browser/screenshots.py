"""Remakes docs/screenshots: the demo company served for real and looked at in Chinese. `python -m tests.browser.screenshots`"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parents[2] / "docs" / "screenshots"
REQUEST = "/s/service_quality/request"


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which path; `number` in the path is the number of a form in that state."""

    name: str
    login: str
    path: str
    state: str = ""
    phone: bool = False
    open: str = ""


SHOTS = (
    Shot("login", "", "/login"),
    Shot("workbench", "jishu01", "/"),
    Shot("workbench-phone", "jishu01", "/", phone=True),
    Shot("call-desk", "kefu01", "/new?q=客户"),
    Shot("call-desk-customer", "kefu01", "/new?q=13800001003"),
    Shot("register", "kefu01", f"{REQUEST}/new/register"),
    Shot("list", "zhuguan01", REQUEST),
    Shot("list-phone", "jishu01", REQUEST, phone=True),
    Shot("case", "zhuguan01", REQUEST + "/{number}", "closed"),
    Shot(
        "case-refused", "zhuguan01", REQUEST + "/{number}", "visiting", open="details.pop:has(summary.refused) summary"
    ),
    Shot("refusal", "zhuguan01", REQUEST + "/{number}/acts/take_in", "visiting"),
    Shot("visit-phone", "zhuguan01", REQUEST + "/{number}", "visiting", phone=True),
    Shot("checklist-phone", "zhuguan01", REQUEST + "/{number}/acts/check", "visiting", phone=True),
    Shot("sign-phone", "zhuguan01", REQUEST + "/{number}/acts/sign_slip", "visiting", phone=True),
    Shot("duties", "zhuguan01", "/duties?view=all"),
    Shot("policies", "admin", "/policies"),
    Shot("plugins", "admin", "/plugins"),
    Shot("plugin-off", "admin", "/plugins/tech_support"),
    Shot("regulation-map", "admin", "/clauses"),
    Shot("journal", "auditor", "/journal"),
)
