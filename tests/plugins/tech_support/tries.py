"""What every gate from delivery to training is tried with: the way there, the act, what is missing. Delivery and works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from tests.plugins.tech_support.project import NOTICE, PLAN, PROOFS, Project

Way = Callable[[Project], Awaitable[Any]]


class Try(NamedTuple):
    """After `way`, the act with this input is refused by `clause`, missing `keys`. "@works" stands for the number in hand."""

    name: str
    way: Way
    act: str
    clause: str
    keys: tuple[str, ...]
    data: Mapping[str, Any] = {}
    login: str = ""


async def _changing(p: Project) -> None:
    await p.contract("pickup")
    await p.do("contract", "change_terms", {"what": "改期", "place": "别处"})


async def _bare_shipment(p: Project) -> None:
    await p.contract(consignee="")
    await p.do("contract", "prepare_shipment", {})
    await p.do("crate", "add", {"shipment": p.numbers["shipment"], "crate_no": "1"})
    await p.do("shipment", "pack", PROOFS)


async def _reprint(p: Project) -> None:
    await p.labelled()
    p.clock.advance(minutes=1)
    await p.crate("2")


async def _no_list(p: Project) -> None:
    await p.shipment()
    await p.crate("3", papers=False)
    await p.do("shipment", "print_crates")


async def _matter(p: Project) -> None:
    await p.started()
    await p.do("works", "raise_matter", {"matter": "加装一路", "ours": False})


async def _open_matter(p: Project) -> None:
    await p.commissioned()
    await p.do("works", "raise_matter", {"matter": "加装一路", "ours": False})


async def _unsupervised(p: Project) -> None:
    await p.confirmed("third")


async def _unaccepted(p: Project) -> None:
    await p.confirmed("third")
    supervisor = (await p.make.actor("supervisor")).id
    await p.do("works", "assign_supervisor", {"supervisor": supervisor, "accepted_us": "主管甲"})


async def nothing(p: Project) -> None:
    return None


KEYS_OF_NOTICE = tuple(name for name in NOTICE if name != "notice_channel")
CONTRACT = {"customer": "@customer", "contract_no": "X-1", "equipment": "设备", "warranty_months": 12}
BUYS = {"contract": "@contract", "title": "安装", "builder": "third", "product": "XT"}

DELIVERY = (
    Try("terms", nothing, "contract.register", "TS-1.0", ("delivery_on", "place", "mode"), CONTRACT),
    Try(
        "taken",
        lambda p: p.contract(),
        "contract.register",
        "TS-1.0",
        ("contract_no",),
        {**CONTRACT, "contract_no": "HT-001", "delivery_on": "2026-05-01", "place": "甲", "mode": "ship"},
    ),
    Try("no-change", lambda p: p.contract(), "contract.change_terms", "TS-1.0", ("change",), {"what": "无"}),
    Try("ships", lambda p: p.contract(), "contract.plan_pickup", "TS-1.0", ("mode",)),
    Try("collects", lambda p: p.contract("pickup"), "contract.prepare_shipment", "TS-1.0", ("mode",)),
    Try("open-change", _changing, "contract.plan_pickup", "TS-1.0", ("change",)),
    Try(
        "unconfirmed",
        _changing,
        "term_change.confirm",
        "TS-1.0",
        ("outcome", "confirmed_with", "confirmed_through", "handed_to"),
    ),
    Try("untold", lambda p: p.pickup(), "pickup.notice", "TS-1.1", ("notice_channel", "notice_to")),
    Try("early", lambda p: p.pickup(), "pickup.miss", "TS-1.1", ("pickup_on",)),
    Try(
        "packing", lambda p: p.shipment(), "shipment.pack", "TS-1.2b", ("proof_rain",), {**PROOFS, "proof_rain": False}
    ),
    Try(
        "labels",
        _bare_shipment,
        "shipment.print_crates",
        "TS-1.2c",
        ("consignee", "shipper", "shipper_address", "shipper_phone", "equipment:1", "marks:1"),
    ),
    Try("reprint", _reprint, "shipment.dispatch", "TS-1.2c", ("labels",)),
    Try("list", _no_list, "shipment.dispatch", "TS-1.2d", ("packing_list:3", "certificate:3")),
    Try(
        "twice",
        lambda p: p.shipment(),
        "shipment.add_crates",
        "TS-1.2c",
        ("crate_no:7",),
        {"crates": [{"crate_no": "7"}, {"crate_no": "7"}]},
    ),
    Try("empty-list", lambda p: p.shipment(), "crate.fill", "TS-1.2d", ("lines", "certificate_no")),
    Try(
        "sms",
        lambda p: p.dispatched(),
        "shipment.notify",
        "TS-1.2a",
        ("notice_channel",),
        {**NOTICE, "notice_channel": "sms"},
    ),
    Try("contents", lambda p: p.dispatched(), "shipment.notify", "TS-1.2a", KEYS_OF_NOTICE, {"notice_channel": "fax"}),
    Try(
        "gone",
        lambda p: p.dispatched(),
        "crate.add",
        "TS-1.2c",
        ("shipment",),
        {"shipment": "@shipment", "crate_no": "9"},
    ),
    Try(
        "same-crate",
        lambda p: p.shipment(),
        "crate.add",
        "TS-1.2c",
        ("crate_no",),
        {"shipment": "@shipment", "crate_no": "1"},
    ),
)
ACCEPTANCE = {"serial": "S-1", "result": "合格", "papers": []}
WORKS = (
    Try("third", lambda p: p.contract(), "works.draft", "TS-2.3", ("builder_name",), BUYS),
    Try("uncontacted", lambda p: p.works(), "works.tell", "TS-2.0", ("contact", "stages"), {"told_to": "甲"}),
    Try("who", lambda p: p.works(), "works.contact", "TS-2.0", ("contacted_with",)),
    Try("no-stages", lambda p: p.works(), "works.plan", "TS-2.0", ("stages",)),
    Try(
        "backward",
        lambda p: p.works(),
        "works.plan",
        "TS-2.0",
        ("planned_to",),
        {"stages": [{"name": "甲", "planned_from": "2026-05-02", "planned_to": "2026-05-01"}]},
    ),
    Try("told", lambda p: p.works(), "works.tell", "TS-2.1", ("told_to",)),
    Try("plan", lambda p: p.told(), "works.confirm", "TS-2.1", ("start_on", *PLAN)),
    Try("past", lambda p: p.told(), "works.confirm", "TS-2.1", ("start_on",), {**PLAN, "start_on": "2026-03-01"}),
    Try("conditions", lambda p: p.confirmed(conditions_met=False), "works.start", "TS-2.1", ("conditions",)),
    Try("supervisor", _unsupervised, "works.start", "TS-2.3", ("supervisor",)),
    Try("accepted", _unaccepted, "works.start", "TS-2.3", ("accepted",)),
    Try("come", _unaccepted, "supervision.come", "TS-2.3", ("accepted",)),
    Try(
        "own", lambda p: p.confirmed(), "works.assign_supervisor", "TS-2.3", ("builder",), {"supervisor": "@supervisor"}
    ),
    Try("leave", lambda p: p.supervised(), "supervision.leave", "TS-2.3", ("permission",), {}, "supervisor"),
    Try("unreported", lambda p: p.supervised(), "supervision.end", "TS-2.3", ("report",)),
    Try("absence", lambda p: p.supervised(), "supervision.record_absence", "TS-2.3", ("breach",)),
    Try("report", lambda p: p.started(), "works.report", "TS-2.2", ("content", "told_buyer", "told_company")),
    Try("undiscussed", _matter, "matter.settle", "TS-2.2", ("discussed",), {"settlement": "列入下期"}),
    Try("whom", _matter, "matter.discuss", "TS-2.2", ("discussed_with",)),
    Try("stage", lambda p: p.started(), "works.commission", "TS-2.1", ("stage:布线",)),
    Try("times", lambda p: p.started(), "works.commission", "TS-2.4", ("works_done_at", "running_at")),
    Try("matter", _open_matter, "works.ask_acceptance", "TS-2.2", ("matter",)),
    Try("not-running", lambda p: p.started(), "works.ask_acceptance", "TS-2.4", ("works_done_at", "running_at")),
    Try("papers", lambda p: p.asked(), "works.record_acceptance", "TS-2.4", ("papers",), ACCEPTANCE),
    Try("unsigned", lambda p: p.asked(), "works.file", "TS-2.4", ("acceptance",), {"archive_no": "A"}),
    Try("archive", lambda p: p.accepted(), "works.file", "TS-2.4", ("archive_no",)),
)
