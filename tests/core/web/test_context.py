"""The frame around every page: menu by rights, badge of what is due, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import jinja2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from core import clock
from core.db import counted, guard
from core.host.host import Host
from core.models import Department, Duty, User
from core.web import templating
from core.web.context import build_page
from core.web.security import route
from tests.core.web.conftest import Browser


async def _plain(request: Request) -> Response:
    return await templating.render(request, "core/layout.html", title=request.query_params.get("title", ""))


@pytest.fixture
def page(app: Starlette) -> str:
    """The address of a page that shows nothing but its frame."""
    app.router.routes.append(route("/frame", _plain, ("GET",), "login"))
    return "/frame"


async def _duty(owner: User, *, warn: int, late: int, plugin: str = "shop", running: int = 1) -> None:
    now = clock.now()
    times = {"start_at": now, "due_at": now + timedelta(hours=late), "late_from": now + timedelta(hours=late)}
    with guard.allowed():
        await Duty.create(
            code="d", plugin=plugin, clause="X", subject_type="shop.sale", subject_id=1, number="S1", owner_id=owner.id,
            running=running, warn_at=now + timedelta(hours=warn), **times,
        )  # fmt: skip


async def test_badge_counts_my_late_and_warned_duties_of_plugins_that_are_on(
    browser: Browser, ann: User, bob: User, page: str
) -> None:
    await browser.sign_in("ann")
    for mine in (
        {"warn": -2, "late": -1},
        {"warn": -1, "late": 2},
        {"warn": 1, "late": 2},
        {"warn": -2, "late": -1, "running": 0},
        {"warn": -2, "late": -1, "plugin": "gone"},
    ):
        await _duty(ann, **mine)  # type: ignore[arg-type]
    await _duty(bob, warn=-2, late=-1)
    assert '<span class="count" aria-hidden="true">2</span>' in (await browser.get(page)).text


async def test_frame_costs_two_statements_whatever_there_is(browser: Browser, ann: User, page: str) -> None:
    await browser.sign_in("ann")
    for _ in range(120):
        await _duty(ann, warn=-2, late=-1)
    with counted() as statements:
        text = (await browser.get(page)).text
    assert len(statements) == 2
    assert '<span class="count" aria-hidden="true">99+</span>' in text


async def test_company_is_the_root_department_and_text_is_escaped(
    browser: Browser, ann: User, house: Host, page: str
) -> None:
    with guard.allowed():
        await Department.create(number="D1", state="active", created_at=clock.now(), name="Acme & Co", code="hq")
    await house.refresh()
    await browser.sign_in("ann")
    text = (await browser.get(page, params={"title": "<script>"})).text
    assert "Acme &amp; Co" in text
    assert "<title>&lt;script&gt; ·" in text


async def test_done_shows_only_the_label_of_a_declared_act(client: Any) -> None:
    visitor = await client.as_("admin")
    shown = await visitor.get("/clauses", done="core.customer.register")
    made_up = await visitor.get("/clauses", done="<b>You won</b>")
    assert 'class="toast"' in shown.text
    assert "You won" not in made_up.text
    assert 'class="toast"' not in made_up.text


async def test_menu_shows_what_the_reader_may_open(client: Any) -> None:
    menus = {}
    for login in ("auditor", "technician"):
        visitor = await client.as_(login)
        menus[login] = (await visitor.get("/clauses")).text.split("</nav>")[0]
    assert 'href="/journal"' in menus["auditor"]
    assert 'href="/journal"' not in menus["technician"]
    assert 'href="/duties"' in menus["technician"]
    assert re.findall(r'<a href="([^"]*)"[^>]* aria-current="page"', menus["technician"]) == ["/clauses"]


async def test_screens_of_one_group_stand_under_one_fold_which_opens_where_the_reader_is(client: Any) -> None:
    manager = await client.as_("manager")
    menu = (await manager.get("/s/tech_support/release")).text.split("</nav>")[0]
    folds = re.findall(
        r'<details data-fold="[^"]*"( open)?><summary><span class="t">(.*?)</span>.*?</summary>(.*?)</details>',
        menu,
        re.S,
    )
    within = {label: (bool(is_open), re.findall(r'href="/s/(\w+)/(\w+)"', inner)) for is_open, label, inner in folds}
    assert within["软件与升级"] == (True, [("tech_support", "release"), ("tech_support", "upgrade")])
    assert [label for label, (is_open, _) in within.items() if is_open] == ["软件与升级"]
    assert within["投诉处理"][1][0] == ("service_quality", "complaint")
    for login in ("admin", "technician", "agent"):
        menu = (await (await client.as_(login)).get("/clauses")).text.split("</nav>")[0]
        assert all("href=" in fold for fold in re.findall(r"<details data-fold=.*?</details>", menu, re.S)), login


async def test_every_menu_entry_opens(client: Any) -> None:
    from core.models import User as Person

    for user in await Person.all():
        visitor = await client.as_(user.login)
        menu = (await visitor.get("/clauses")).text.split("</nav>")[0]
        for href in {part.split('"')[0] for part in menu.split('<a href="/')[1:]}:
            assert (await visitor.get("/" + href)).status_code == 200, (user.login, href)


async def test_fragment_costs_no_menu_and_no_badge(app: Starlette, browser: Browser, ann: User) -> None:
    seen = []

    async def fragment(request: Request) -> Response:
        seen.append(await build_page(request, fragment=True))
        return Response("")

    app.router.routes.append(route("/part", fragment, ("GET",), "login"))
    await browser.sign_in("ann")
    with counted() as statements:
        await browser.get("/part")
    assert len(statements) == 1
    assert (seen[0].nav, seen[0].badge) == ([], 0)


async def test_plugin_templates_stay_in_their_own_namespace(app: Starlette, tmp_path: Path) -> None:
    outside = tmp_path / "shop" / "templates"
    (outside / "core").mkdir()
    (outside / "core" / "login.html").write_text("stolen")
    (outside / "loose.html").write_text("loose")
    environment = templating.environment()
    assert environment.loader is not None
    assert "stolen" not in environment.loader.get_source(environment, "core/login.html")[0]
    for name in ("loose.html", "shop/loose.html", "shop/../core/login.html"):
        with pytest.raises(jinja2.TemplateNotFound):
            environment.get_template(name)


async def test_texts_from_variables_are_escaped_and_marks_left_alone(app: Starlette) -> None:
    env = templating.environment()
    render = lambda text, **values: env.from_string(text).render(**values)  # noqa: E731
    assert render("{{ _(label) }}", label="<b> 50% of %(x)s") == "&lt;b&gt; 50% of %(x)s"
    assert render("{{ _('<i>%(x)s', x=x) }}", x="<b>") == "&lt;i&gt;&lt;b&gt;"
    assert render("{% trans x=x %}<i>{{ x }}</i> 5 %{% endtrans %}", x="<b>") == "<i>&lt;b&gt;</i> 5 %"
    with pytest.raises(jinja2.UndefinedError):
        render("{{ nothing }}")
