"""What pages and acts cost in statements, and that every page can be read by whoever works with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from core.acts.perform import perform
from core.host.host import Host
from core.models import Customer
from core.testing.client import Client
from core.testing.world import PASSWORD
from tests.plugins.tech_support.project import NOTICE, REPORT, SIGNED, Project

Counting = Callable[[], AbstractContextManager[list[str]]]
LIST, DETAIL, ACT = 6, 12, 12
SUBJECTS = (
    "contract",
    "term_change",
    "pickup",
    "shipment",
    "crate",
    "works",
    "work_stage",
    "matter",
    "supervision",
    "system",
    "system_enquiry",
    "annual_visit",
    "part_exchange",
    "agreement",
    "release",
    "upgrade",
    "training",
    "training_class",
    "trainee",
    "edition",
)


async def everything(p: Project) -> dict[str, str]:
    """One row of every subject with all it has below it; their numbers."""
    numbers: dict[str, str] = {}
    await p.pickup(0)
    numbers |= p.numbers
    await p.dispatched()
    await p.do("contract", "change_terms", {"what": "改地点", "place": "别处"})
    numbers |= p.numbers
    await p.supervised()
    await p.do("works", "raise_matter", {"matter": "加装", "ours": False})
    await p.do("supervision", "report", REPORT, login="supervisor")
    numbers |= p.numbers
    await p.accepted()
    await p.training()
    works = p.numbers["works"]
    await p.exchange("man_made")
    await p.do("part_exchange", "draft_agreement")
    said = {"channel": "phone", "person": "用户甲", "content": "正常"}
    await p.do("system_enquiry", "record", {"system": p.numbers["system"], **said})
    await p.do("annual_visit", "record", {"system": p.numbers["system"], "content": "检查"})
    system = p.numbers["system"]
    await p.release()
    await p.do("release", "announce")
    upgrade = await p.model("upgrade").all().order_by("id").first()
    stage = await p.model("work_stage").all().order_by("id").first()
    await p.a_class()
    await p.trainee("学员甲")
    await p.do("edition", "draft", {"title": "第一版", "effective_from": p.today()}, login="support")
    ends = {"works": works, "system": system, "upgrade": upgrade.number, "work_stage": stage.number}
    return {**numbers, **p.numbers, **ends}


async def test_lists_and_pages_keep_to_their_statements(project: Project, client: Client, statements: Counting) -> None:
    numbers = await everything(project)
    reader = await client.as_("manager")
    await reader.get("/s/tech_support/contract")  # templates compiled, session touched
    costs = {}
    for subject in SUBJECTS:
        path = f"/s/tech_support/{subject}"
        with statements() as listed:
            answer = await reader.get(path)
        assert (answer.status_code, numbers[subject] in answer.text) == (200, True), path
        with statements() as shown:
            answer = await reader.get(f"{path}/{numbers[subject]}")
        assert answer.status_code == 200, path
        costs[subject] = (len(listed), len(shown))
    assert {s: c for s, c in costs.items() if c[0] > LIST or c[1] > DETAIL} == {}, costs


async def test_acts_keep_to_their_statements(project: Project, statements: Counting) -> None:
    manager = await project.make.actor("manager")
    await project.labelled()
    shipment, costs = await project.row("shipment"), {}
    for act, data in (("dispatch", {}), ("notify", NOTICE), ("receive", {"received_by": "甲"})):
        with statements() as seen:
            await perform(f"tech_support.shipment.{act}", manager, data, subject=shipment.id)
        costs[act] = len(seen)
    await project.asked()
    works = await project.row("works")
    for act in ("sign_buyer", "sign_company"):
        with statements() as seen:
            await perform(f"tech_support.works.{act}", manager, SIGNED, subject=works.id)
        costs[act] = len(seen)
    # the company's signature installs the system, with its own number, duty and tokens, in the same act
    assert {name: n for name, n in costs.items() if n > ACT + (7 if name == "sign_company" else 0)} == {}, costs


@pytest.mark.clause("TS-3.0")
async def test_the_users_file_shows_his_systems_and_what_he_said(project: Project, client: Client) -> None:
    await project.system()
    said = {"channel": "phone", "person": "用户甲", "content": "运行平稳"}
    await project.do("system_enquiry", "record", {"system": project.numbers["system"], **said})
    customer = await Customer.get(id=(await project.row("system")).customer_id)
    reader = await client.as_("support")
    slot = (await reader.get(f"/slot/tech_support/systems/core/customer/{customer.number}")).text
    assert (await project.row("system")).serial in slot
    assert "运行平稳" in slot


async def test_a_user_sees_his_own_and_signs_it(project: Project, client: Client, host: Host) -> None:
    await project.asked()
    works = await project.row("works")
    await project.asked()
    customer = await Customer.get(id=works.customer_id)
    data = {"login": "outside", "name": "用户甲", "password": PASSWORD, "party": customer.number}
    admin = await project.make.actor("admin")
    user = await perform("core.user.invite", admin, data)
    await perform("core.user.grant", admin, {"role": "user_rep", "scope": "party"}, subject=user.id)
    await host.refresh()
    visitor = await client.as_("outside")
    page = (await visitor.get("/s/tech_support/works")).text
    assert works.number in page
    assert project.numbers["works"] not in page
    signed = await visitor.act(f"/s/tech_support/works/{works.number}", "sign_buyer", SIGNED)
    assert signed.status_code == 200, signed.text
    other = await visitor.act(f"/s/tech_support/works/{project.numbers['works']}", "sign_buyer", SIGNED)
    assert other.status_code == 404
