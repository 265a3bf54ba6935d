"""The shell, the login, error and print pages, and what all templates and static files of the core must keep to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from markupsafe import Markup

from tests.core.templates.drawing import DUE, Thing, check, page, thing

_CORE = Path(__file__).parents[3] / "core"
TEMPLATES, STATIC = _CORE / "templates" / "core", _CORE / "static" / "core"


def render(templates: Environment, source: str, **context: Any) -> str:
    return templates.from_string(source).render(page=page(), **context)


def test_shell_is_well_formed_and_keeps_a_strict_csp(templates: Environment) -> None:
    html = render(
        templates,
        '{% extends "core/layout.html" %}{% block main %}<p>hello</p>{% endblock %}'
        "{% block side %}<p>aside</p>{% endblock %}",
    )
    check(html)
    assert 'lang="zh-CN"' in html
    assert "hello" in html
    assert '<aside class="side' in html
    assert '<meta name="csrf" content="tok&amp;en">' in html
    assert '"allowEval":false' in html
    assert 'href="/lang?to=en&amp;next=/p%3Fa%3D1%26b%3D2"' in html


def test_a_page_without_a_side_has_no_empty_panel(templates: Environment) -> None:
    assert "<aside" not in render(templates, '{% extends "core/layout.html" %}{% block main %}x{% endblock %}')


def test_signing_out_is_a_post_with_the_csrf_token(templates: Environment) -> None:
    html = render(templates, '{% extends "core/layout.html" %}')
    assert re.search(r'<form method="post" action="/logout"><input type="hidden" name="csrf" value="tok&amp;en">', html)


def test_the_shell_kept_for_one_page_holds_nothing_of_its_session_or_address(templates: Environment) -> None:
    layout = templates.from_string('{% extends "core/layout.html" %}')
    first = layout.render(page=page(csrf="token-one", path="/a"))
    other = layout.render(page=page(csrf="token-two", path="/b?x=1"))
    assert 'value="token-one"' in first
    assert 'next=/a"' in first
    assert 'value="token-two"' in other
    assert "next=/b%3Fx%3D1" in other
    assert "token-one" not in other


def test_a_failure_is_said_in_the_page_and_a_success_passes_by(templates: Environment) -> None:
    flash = [thing(kind="good", text="Saved"), thing(kind="bad", text="Not <b>sent</b>")]
    html = templates.from_string('{% extends "core/layout.html" %}').render(
        page=page(flash=flash, banners=[thing(kind="warn", text="Switched off")])
    )
    assert re.search(r'class="note bad" role="alert".*Not &lt;b&gt;sent', html)
    assert 'class="toast" data-brief' in html
    assert "Switched off" in html


@pytest.mark.parametrize("user", [None, thing(name="Ding", initial="D")])
def test_error_page_says_what_to_do_and_its_log_number(templates: Environment, user: Thing | None) -> None:
    html = templates.get_template("core/error.html").render(
        page=page(user=user, nav=[] if user is None else page().nav),
        status=404,
        title="Not here",
        message="m",
        todo="Look again",
        id="E-1",
    )
    check(html)
    assert "Look again" in html
    assert "E-1" in html
    assert ('class="nav"' in html) == (user is not None)


def test_login_keeps_the_name_and_ties_the_error_to_the_password(templates: Environment) -> None:
    html = templates.get_template("core/login.html").render(
        page=page(user=None), values={"username": "a<b"}, error="4 tries left", next="/x"
    )
    check(html)
    assert 'value="a&lt;b"' in html
    assert re.search(r'name="password"[^>]*aria-describedby="login-err"', html)
    assert 'id="login-err" role="alert"' in html


PRINT = """
{% extends "core/print_layout.html" %}
{% import "core/print_parts.html" as p %}
{% block form %}<p>body</p>{% endblock %}
{% block signatures %}
{{ p.sign_lines([{"label": "Customer", "lines": [[[1, 2], [9, 8]]]}, {"label": "Office"}]) }}
{% endblock %}
"""


def test_print_draws_each_copy_with_its_keeper(templates: Environment) -> None:
    doc = thing(title="Form", number="FW-1", copies=["office", "customer"], qr=Markup("<svg></svg>"))
    html = render(templates, PRINT, doc=doc)
    check(html)
    assert html.count("<p>body</p>") == 2
    assert "Copy 2 of 2" in html
    assert html.count('<polyline points="1,2 9,8 "/>') == 2


def test_every_icon_asked_for_by_name_is_in_the_sprite() -> None:
    known = set(re.findall(r'id="i-([a-z]+)"', (STATIC / "icons.svg").read_text()))
    asked = {name for file in TEMPLATES.glob("*.html") for name in re.findall(r'icon\("([a-z]+)"', file.read_text())}
    assert asked
    assert asked <= known


def test_templates_and_scripts_hold_no_chinese_and_no_inline_code() -> None:
    own = ["layout", "blank", "ui", "ui_base", "ui_field", "login", "error", "print_layout", "print_parts"]
    for file in [TEMPLATES / f"{name}.html" for name in own] + [*STATIC.iterdir()]:
        text = file.read_text()
        assert not re.search(r"[\u3400-\u9fff\uff00-\uffef]", text), file
        if file.suffix == ".html":
            assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", text), file


def test_a_signed_in_page_tells_the_servers_instant_so_that_a_duty_turns_red_in_it(templates: Environment) -> None:
    blank = templates.get_template("core/blank.html")
    assert '<meta name="now" content="2026-11-24T01:30:00+00:00">' in blank.render(page=page(now=DUE))
    assert 'name="now"' not in blank.render(page=page(now=DUE, user=None))
