"""TS-4.0 to TS-4.2: plans, exams in two copies, certificates."""

from __future__ import annotations

from typing import Any

import pytest

from core.testing.refusals import named_by
from plugins.tech_support.models import ExamResult, Trainee
from tests.plugins.tech_support.project import SIGNED, Project

COPIES = {"user_copy": "用户甲", "company_copy": "档案柜", "archive_no": "PX-1"}


@pytest.mark.clause("TS-4.0")
async def test_a_plan_with_all_its_parts_is_agreed(project: Project) -> None:
    await project.works()
    await project.training()
    refusal = named_by(await project.attempt("training", "agree"), "TS-4.0")
    assert refusal["keys"] == ["agreed_with"]
    assert (await project.do("training", "agree", {"agreed_with": "用户甲"}))["state"] == "agreed"


@pytest.mark.clause("TS-4.1")
async def test_an_exam_is_passed_at_the_mark_and_may_be_repeated_until_it_is_signed(project: Project) -> None:
    await project.trained()
    row = await project.row("training")
    assert (row.examined, row.passed, row.pass_mark, row.exam_no) == (2, 1, 60, 1)
    again = [{"name": "操作员甲", "score": 60}, {"name": "操作员乙", "score": 61}]
    await project.do("training", "examine", {"results": again})
    row = await project.row("training")
    assert (row.examined, row.passed, row.exam_no) == (2, 2, 2)
    assert await ExamResult.all().count() == 4


@pytest.mark.clause("TS-4.1")
async def test_the_record_is_signed_by_both_and_kept_in_two_copies(project: Project) -> None:
    await project.trained()
    assert (await project.do("training", "sign_user", SIGNED))["state"] == "examined"
    wrong = await project.attempt("training", "sign_company", SIGNED)
    assert named_by(wrong, "TS-4.1")["kind"] == "permission"
    signed = await project.do("training", "sign_company", SIGNED, login="training_supervisor")
    assert signed["state"] == "signed"
    printed = await project.do("training", "print_exam_record")
    page = (await (await project.client.as_("trainer")).get(f"/print/{printed['printed']}")).text
    assert page.count('class="sheet"') == 2
    for text in ("用户留存", "公司留存", "操作员甲", "主管培训人员"):
        assert text in page, text
    late = await project.attempt("training", "examine", {"results": [{"name": "丙", "score": 99}]})
    assert late.status_code == 409
    assert (await project.do("training", "file", COPIES))["state"] == "filed"


@pytest.mark.clause("TS-4.1")
async def test_the_figure_counts_trainees_and_not_trainings(project: Project) -> None:
    await project.trained()
    visitor = await project.client.as_("manager")
    found = await visitor.json("/kpis/tech_support.trainees.json", period="2026-03")
    assert "50" in str(found), found


@pytest.mark.clause("TS-4.2")
async def test_certificates_are_numbered_printed_and_filed(project: Project) -> None:
    await project.a_class()
    members = [{"name": name, "unit": "示例企业"} for name in ("学员甲", "学员乙", "学员丙")]
    enrolled = await project.do("training_class", "enrol", {"members": members})
    for trainee in enrolled["trainees"]:
        project.numbers["trainee"] = trainee
        await project.do("trainee", "qualify", {"qualified": True, "evidence": "电工证"})
    await project.do("training_class", "hold")
    number = project.numbers["training_class"]
    for name, score in (("学员甲", 80), ("学员乙", 59), ("学员丙", 60)):
        project.numbers["trainee"] = (await Trainee.get(name=name)).number
        await project.do("trainee", "grade", {"score": score})
    assert (await project.do("training_class", "certify"))["certified"] == 2
    printed = await project.do("training_class", "print_certificates")
    page = (await (await project.client.as_("trainer")).get(f"/print/{printed['printed']}")).text
    assert page.count('class="sheet"') == 2
    for text in (f"{number}-01", f"{number}-02", "学员甲", "学员丙", "维护班"):
        assert text in page, text
    assert "学员乙" not in page
    assert (await project.do("training_class", "file", {"archive_no": "PB-1"}))["state"] == "filed"


PRINTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("pickup", "pickup", "pickup_notice", ("提货通知单", "HT-001")),
    ("dispatched", "shipment", "shipping_notice", ("发货通知", "邮政编码", "100000")),
    ("started", "works", "work_plan", ("施工计划", "布线", "机房已交付")),
    ("started", "works", "progress_report", ("情况通报", "布线")),
    ("asked", "works", "acceptance_record", ("验收记录", "合格", "用户留存")),
    ("supervised", "supervision", "situation_report", ("督导报告", "某安装队")),
    ("trained", "training", "training_plan", ("培训计划", "中控室", "讲师甲")),
)


@pytest.mark.clause("TS-1.1")
@pytest.mark.clause("TS-2.1")
@pytest.mark.clause("TS-2.4")
@pytest.mark.parametrize(
    ("way", "subject", "name", "shown"), PRINTS, ids=lambda v: str(v) if isinstance(v, str) else ""
)
async def test_each_paper_is_printed_with_what_it_is_for(
    project: Project, way: str, subject: str, name: str, shown: tuple[str, ...]
) -> None:
    await getattr(project, way)()
    body: Any = await project.do(subject, f"print_{name}")
    visitor = await project.client.as_("account_manager" if subject in ("pickup", "shipment") else "works_manager")
    page = (await visitor.get(f"/print/{body['printed']}")).text
    for text in shown:
        assert text in page, text


@pytest.mark.clause("TS-3.0")
@pytest.mark.clause("TS-3.1")
@pytest.mark.clause("TS-3.3")
async def test_papers_of_the_warranty_are_printed(project: Project) -> None:
    await project.system()
    system = project.numbers["system"]
    said = {"channel": "phone", "person": "用户甲", "content": "正常"}
    await project.do("system_enquiry", "record", {"system": system, **said})
    await project.do("annual_visit", "record", {"system": system, "content": "检查接地"})
    await project.do(
        "agreement", "draft", {"system": system, "reason": "special_wish", "content": "加报表", "price": "1280"}
    )
    for subject, name, text in (
        ("system_enquiry", "enquiry_record", "正常"),
        ("annual_visit", "visit_record", "检查接地"),
        ("agreement", "agreement", "壹仟贰佰捌拾元整"),
    ):
        body = await project.do(subject, f"print_{name}")
        page = (await (await project.client.as_("service_manager")).get(f"/print/{body['printed']}")).text
        assert text in page, subject
