"""No history of expiries, stops, renewals and papers ever lets in a person whose papers do not hold at that instant."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from core import clock as core_clock
from core.acts.perform import perform
from core.errors import Refused
from core.models.access import SYSTEM
from plugins.contractor_safety import names as n
from tests.plugins.contractor_safety.yard import DAY, Yard

STEPS = 60


class Oracle:
    """What a clerk with a pencil would keep: dates, ticks and counts, none of it read from the database."""

    def __init__(self, valid_to: date, cert_to: date) -> None:
        self.valid_to, self.cert_to = valid_to, cert_to
        self.papers = dict.fromkeys(n.PAPERS, True)
        self.copies, self.stopped = 4, False

    def lets_in(self, today: date) -> bool:
        dates = today <= self.valid_to and today <= self.cert_to
        return bool(dates and all(self.papers.values()) and self.copies >= 4 and not self.stopped)


@pytest.mark.clause("CS-3.4.2")
@pytest.mark.clause("CS-3.4.1c")
@pytest.mark.parametrize("seed", range(3))
async def test_the_gate_agrees_with_a_clerk_about_every_history(yard: Yard, seed: int) -> None:
    dice, today = random.Random(seed), core_clock.today()
    await yard.engagement("contractor", ends_on=yard.today(900))
    await yard.permit(trades=[{"trade": "电工"}], valid_to=yard.today(5))
    cert = {"trade": "电工", "cert_no": "1", "valid_from": yard.today(-1), "valid_to": yard.today(4)}
    await yard.do("person", "certify", cert)
    ids: dict[str, int] = {kind: (await yard.row(kind)).id for kind in ("person", "engagement", "permit")}
    clerk = Oracle(today + 5 * DAY, today + 4 * DAY)
    guard, answers = await yard.make.actor("gatekeeper"), set()

    async def do(subject: str, act: str, **data: Any) -> int:
        made = await perform(f"contractor_safety.{subject}.{act}", SYSTEM, data, subject=ids.get(subject))
        return made.id

    for _step in range(STEPS):
        now = core_clock.today()
        match dice.choice(("wait", "wait", "paper", "copies", "stop", "renew", "certify")):
            case "wait":
                yard.clock.advance(days=dice.randint(0, 2), hours=dice.randint(0, 23))
            case "paper":
                paper, ok = dice.choice(list(n.PAPERS)), dice.random() < 0.8
                await do("engagement", "receive", papers=[{"paper": paper, "ok": ok}])
                clerk.papers[paper] = ok
            case "copies":
                clerk.copies = dice.choice((3, 4, 4, 5))
                holders = [{"holder": f"单位{no}"} for no in range(clerk.copies)]
                await do("engagement", "sign_agreement", copies=holders)
            case "stop" if clerk.stopped:
                await do("stop_work", "lift", lifted_because="合格")
                del ids["stop_work"]
                clerk.stopped = False
            case "stop":
                order = {"engagement": ids["engagement"], "reason": "违章", "severity": "minor"}
                ids["stop_work"] = await do("stop_work", "order", **order)
                clerk.stopped = True
            case "renew":
                clerk.valid_to = now + dice.randint(0, 6) * DAY
                await do("permit", "renew", valid_to=clerk.valid_to)
            case "certify":
                until = now + dice.randint(0, 6) * DAY
                await do("person", "certify", trade="电工", cert_no="2", valid_from=now, valid_to=until)
                clerk.cert_to = max(clerk.cert_to, until)
        expected = clerk.lets_in(core_clock.today())
        try:
            done = await perform(f"{n.ENTRY}.admit", guard, {"permit": ids["permit"]}, confirmed=True)
            await perform(f"{n.ENTRY}.leave", guard, subject=done.id)
            let_in = True
        except Refused:
            let_in = False
        assert let_in == expected, vars(clerk)
        answers.add(let_in)
    assert answers == {True, False}, "both happened"
