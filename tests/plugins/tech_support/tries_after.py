"""The same for what comes after acceptance: warranty, versions, training."""

from __future__ import annotations

from tests.plugins.tech_support.project import SIGNED, Project
from tests.plugins.tech_support.tries import Try, nothing


async def _paid(p: Project) -> None:
    await p.exchange("man_made")


async def _too_cheap(p: Project) -> None:
    await p.exchange("man_made")
    await p.do("part_exchange", "draft_agreement")
    await p.agreement("1279.99")


async def _working(p: Project) -> None:
    await p.exchange()
    await p.do("part_exchange", "work")


async def _wished(p: Project) -> None:
    await p.upgrade()
    await p.do("upgrade", "tell", {"told_through": "phone"})
    await p.do("upgrade", "wish", {"special_wish": "加报表"})


async def _paid_upgrade(p: Project) -> None:
    await p.upgrade(start=-400)
    await p.do("upgrade", "tell", {"told_through": "phone"})


async def _agreed_early(p: Project) -> None:
    await p.started()
    await p.training()
    await p.do("training", "agree", {"agreed_with": "用户甲"})


async def _unagreed(p: Project) -> None:
    await p.started()
    await p.do("training", "plan", {"works": p.numbers["works"], "title": "培训"})


async def _unsigned(p: Project) -> None:
    await p.trained()
    await p.do("training", "sign_user", SIGNED)


async def _signed_training(p: Project) -> None:
    await _unsigned(p)
    await p.do("training", "sign_company", SIGNED, login="training_supervisor")


async def _unqualified(p: Project) -> None:
    await p.a_class()
    await p.trainee("学员甲", qualified=False)


async def _ungraded(p: Project) -> None:
    await p.a_class()
    await p.trainee("学员甲")
    await p.do("training_class", "hold")


async def _ungranted(p: Project) -> None:
    await _ungraded(p)
    await p.do("trainee", "grade", {"score": 80})
    await p.do("training_class", "certify")


EXCHANGED = {"system": "@system", "part": "电源"}
WARRANTY = (
    Try("retired", lambda p: p.system(), "system.retire", "TS-0", ("retired_because", "retired_said_by")),
    Try(
        "asked",
        lambda p: p.system(),
        "system_enquiry.record",
        "TS-3.0",
        ("channel", "person", "content"),
        {"system": "@system"},
    ),
    Try("visited", lambda p: p.system(), "annual_visit.record", "TS-3.1", ("content",), {"system": "@system"}),
    Try("cause", lambda p: p.system(), "part_exchange.report", "TS-3.1", ("cause",), EXCHANGED),
    Try("paid", _paid, "part_exchange.work", "TS-3.3", ("agreement",)),
    Try("price", _too_cheap, "part_exchange.work", "TS-3.3", ("price",)),
    Try("free", lambda p: p.exchange(), "part_exchange.draft_agreement", "TS-3.3", ("paid",)),
    Try("restored", _working, "part_exchange.close", "TS-3.1", ("restored",), {"restored": False}),
    Try("told", lambda p: p.upgrade(), "upgrade.tell", "TS-3.2", ("told_through",)),
    Try("wish", _wished, "upgrade.upgrade", "TS-3.2", ("agreement",)),
    Try("over", _paid_upgrade, "upgrade.upgrade", "TS-3.3", ("agreement",)),
    Try("nothing", lambda p: p.upgrade(), "upgrade.draft_agreement", "TS-3.3", ("special_wish",)),
    Try(
        "known",
        lambda p: p.release(),
        "release.register",
        "TS-3.2",
        ("product_version",),
        {"product": "XT-200", "product_version": "2.0", "released_on": "2026-03-01"},
    ),
)
PLANNED = ("participants", "place", "starts_on", "material", "teacher", "timetable")
TRAINING = (
    Try("plan", _unagreed, "training.agree", "TS-4.0", PLANNED, {"agreed_with": "甲"}),
    Try("commissioned", _agreed_early, "training.hold", "TS-4.1", ("works",), {"held_on": "2026-03-02"}),
    Try("unsigned", _unsigned, "training.file", "TS-4.1", ("exam", "user_copy", "company_copy", "archive_no")),
    Try(
        "copies",
        _signed_training,
        "training.file",
        "TS-4.1",
        ("company_copy",),
        {"user_copy": "甲", "company_copy": "甲", "archive_no": "A"},
    ),
    Try("class", nothing, "training_class.plan", "TS-4.2", ("held", "qualification"), {"title": "班"}),
    Try("unqualified", _unqualified, "training_class.hold", "TS-4.2", ("qualified:1",)),
    Try("nobody", lambda p: p.a_class(), "training_class.hold", "TS-4.2", ("trainee",)),
    Try("ungraded", _ungraded, "training_class.certify", "TS-4.2", ("score:1",)),
    Try("unprinted", _ungranted, "training_class.file", "TS-4.2", ("certificates",), {"archive_no": "A"}),
    Try(
        "closed",
        _ungraded,
        "trainee.enrol",
        "TS-4.2",
        ("training_class",),
        {"training_class": "@training_class", "name": "乙"},
    ),
)
