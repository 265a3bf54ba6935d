"""The page parts are used by every plugin's pages, so what they promise (words, wiring, refusals, strict CSP) is asserted here once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

TEMPLATES = Path(__file__).parents[3] / "core" / "templates"
STATIC = Path(__file__).parents[3] / "core" / "static" / "core"
DUE = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@dataclass
class Thing:
    """Any object with attributes, as the application hands them to templates."""

    _held: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_held"][name]
        except KeyError:
            raise AttributeError(name) from None


def thing(**data: Any) -> Thing:
    return Thing(data)


CLAUSE = thing(id="ES-4.2.7", document="Norm", cite="4(1)2-7", text="Done only when signed.", kinds="G", values=[("Due", "24", "h", "default", "2026-01-01")])


class TagChecker(HTMLParser):
    """Notes what a strict CSP forbids, elements left open, and ids used twice."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "col", "use", "rect", "circle", "path", "polyline"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.faults.append(f"inline style or handler in <{tag}>")
        if tag == "script" and not names.get("src"):
            self.faults.append("inline script")
        if (one := names.get("id")) is not None:
            if one in self.ids:
                self.faults.append(f"id {one} twice")
            self.ids.add(one)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element closed in itself holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")


def check(html: str) -> None:
    checker = TagChecker()
    checker.feed(html)
    assert checker.faults + checker.open == []


@pytest.fixture(scope="module")
def env() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    made.install_gettext_callables(lambda s: s, lambda s, p, n: s if n == 1 else p, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        instant=lambda at: f"{at:%Y-%m-%d %H:%M}", instant_text=lambda at: f"{at:%m-%d %H:%M}", yuan=lambda fen: f"{fen / 100:,.2f}"
    )
    made.globals["static"] = lambda path: f"/static/{path}?v=1"
    return made


@pytest.fixture(scope="module")
def ui(env: Environment) -> Any:
    return env.get_template("core/ui.html").module


def page(**more: Any) -> Thing:
    nav = [
        thing(label="", icon="", items=[thing(label="Workbench", href="/", icon="desk", count=3, late=True, current=True)]),
        thing(label="Quality", icon="medal", items=[thing(label="Forms", href="/p/q/forms", icon="form", count=None, late=False, current=False)]),
    ]
    base: dict[str, Any] = dict(title="Forms", user=thing(name="Ding", initial="D"), lang="zh_CN", csrf="tok&en", nav=nav, badge=4, flash=[], path="/p?a=1&b=2", company="Example")
    return thing(**(base | more))


def render(env: Environment, source: str, **context: Any) -> str:
    return env.from_string(source).render(page=page(), **context)


# ---- the shell


def test_shell_is_well_formed_and_keeps_a_strict_csp(env: Environment) -> None:
    html = render(env, '{% extends "core/layout.html" %}{% block main %}<p>hello</p>{% endblock %}{% block side %}<p>aside</p>{% endblock %}')
    check(html)
    assert 'lang="zh-CN"' in html and "hello" in html and '<aside class="side' in html
    assert '<meta name="csrf" content="tok&amp;en">' in html
    assert '"allowEval":false' in html and 'href="/lang?to=en&amp;next=/p%3Fa%3D1%26b%3D2"' in html


def test_a_page_without_a_side_has_no_empty_panel(env: Environment) -> None:
    assert "<aside" not in render(env, '{% extends "core/layout.html" %}{% block main %}x{% endblock %}')


def test_signing_out_is_a_post_with_the_csrf_token(env: Environment) -> None:
    html = render(env, '{% extends "core/layout.html" %}')
    assert re.search(r'<form method="post" action="/logout"><input type="hidden" name="csrf" value="tok&amp;en">', html)


def test_a_failure_is_said_in_the_page_and_a_success_passes_by(env: Environment) -> None:
    flash = [thing(kind="good", text="Saved"), thing(kind="bad", text="Not <b>sent</b>")]
    html = env.from_string('{% extends "core/layout.html" %}').render(page=page(flash=flash, banners=[thing(kind="warn", text="Switched off")]))
    assert re.search(r'class="note bad" role="alert".*Not &lt;b&gt;sent', html) and 'class="toast" data-brief' in html and "Switched off" in html


@pytest.mark.parametrize("user", [None, thing(name="Ding", initial="D")])
def test_error_page_says_what_to_do_and_its_log_number(env: Environment, user: Thing | None) -> None:
    html = env.get_template("core/error.html").render(page=page(user=user, nav=[] if user is None else page().nav), status=404, title="Not here", message="m", todo="Look again", id="E-1")
    check(html)
    assert "Look again" in html and "E-1" in html and ('class="nav"' in html) == (user is not None)


def test_login_keeps_the_name_and_ties_the_error_to_the_password(env: Environment) -> None:
    html = env.get_template("core/login.html").render(page=page(user=None), values={"username": "a<b"}, error="4 tries left", next="/x")
    check(html)
    assert 'value="a&lt;b"' in html and re.search(r'name="password"[^>]*aria-describedby="login-err"', html) and 'id="login-err" role="alert"' in html


def test_print_draws_each_copy_with_its_keeper(env: Environment) -> None:
    doc = thing(title="Form", number="FW-1", company="Example", copies=["office", "customer"], qr=Markup("<svg></svg>"))
    source = '{% extends "core/print_layout.html" %}{% import "core/print_parts.html" as p %}{% block form %}<p>body</p>{% endblock %}{% block signatures %}{{ p.sign_lines([{"label": "Customer", "lines": [[[1, 2], [9, 8]]]}, {"label": "Office"}]) }}{% endblock %}'
    html = render(env, source, doc=doc)
    check(html)
    assert html.count("<p>body</p>") == 2 and "Copy 2 of 2" in html and html.count('<polyline points="1,2 9,8 "/>') == 2


# ---- clause, duty, refusal


def test_clause_pop_up_tells_text_value_origin_and_date(ui: Any) -> None:
    html = str(ui.cite(CLAUSE))
    check(html)
    for part in ("Done only when signed.", "24 h", "default", "2026-01-01", 'href="/clauses#ES-4.2.7"', "Norm, 4(1)2-7"):
        assert part in html


@pytest.mark.parametrize(
    ("state", "css", "words"),
    [("running", "run", "9 h left"), ("warned", "warn", "9 h left"), ("late", "late", "9 h left"), ("met", "met", "On time"), ("met_late", "metlate", "Done late"),
     ("missed", "metlate", "Ended overdue"), ("cancelled", "held", "Cancelled"), ("suspended", "held", "Suspended")],
)  # fmt: skip
def test_duty_state_is_a_word_and_a_shape(ui: Any, state: str, css: str, words: str) -> None:
    html = str(ui.duty(thing(state=state, label="Call", due_at=DUE, percent=130, left_text="9 h left")))
    check(html)
    assert f'class="duty {css}"' in html and words in html and ("dial" in html or "#i-" in html)
    assert "130 100" not in html


def test_refused_act_stays_reachable_and_names_reason_clause_and_remedy(ui: Any) -> None:
    blocker = thing(message="No signature", clause=CLAUSE, where_label="Sign", where_href="/sign")
    html = str(ui.act_button(thing(label="Close", href="/acts/close", allowed=False, refusals=[blocker], primary=True)))
    check(html)
    assert "/acts/close" not in html
    for part in ("btn refused", "#i-lock", "No signature", "Norm, 4(1)2-7", "Done only when signed.", 'href="/sign"', "Sign"):
        assert part in html


def test_allowed_act_without_a_form_is_posted_with_csrf_and_key(ui: Any) -> None:
    html = str(ui.act_button(thing(label="Take", href="/acts/take", allowed=True, post={"version": 3, "key": "k"}), "tok"))
    check(html)
    assert 'action="/acts/take"' in html and 'name="csrf" value="tok"' in html and 'name="version" value="3"' in html


def test_refusal_panel_lists_all_and_a_warning_asks_for_a_tick(ui: Any) -> None:
    items = [thing(message="A", clause=CLAUSE, where_label="Go", where_href="/a"), {"message": "B", "cite": "3.2"}]
    hard = str(ui.refusal({"title": "Cannot close", "items": items, "id": "J-7"}))
    check(hard)
    assert all(part in hard for part in ("Cannot close", ">A<", ">B<", "J-7", 'href="/a"', "3.2")) and "confirm" not in hard
    assert 'name="confirm" value="yes" form="f1"' in str(ui.refusal({"title": "t", "items": items, "warn": True}, "f1"))


# ---- fields


class Part(Form):
    name = StringField("Part", [InputRequired()])
    count = IntegerField("Count")
    ref = HiddenField()


class Sheet(Form):
    csrf = HiddenField()
    what = StringField("What", [InputRequired()], description="In one line")
    why = TextAreaField("Why")
    region = SelectField("Region", choices=[SelectChoice("1", "One"), SelectChoice("2", "Two")])
    result = RadioField("Result", choices=[SelectChoice("fixed", "Fixed"), SelectChoice("taken", "Taken in")])
    many = RadioField("Many", choices=[SelectChoice(str(n)) for n in range(6)])
    agreed = BooleanField("Agreed")
    on = DateField("On", [InputRequired()])
    parts = FieldList(FormField(Part), "Parts", min_entries=2)


@pytest.fixture
def sheet() -> Iterator[Sheet]:
    form = Sheet(region="2", result="taken", what="<x>", parts=[{"name": "Sensor", "count": 2}])
    form.on.errors = ["Give a day"]
    yield form


def test_form_draws_every_field_once_with_values_kept(ui: Any, sheet: Sheet) -> None:
    html = str(ui.fields(sheet, {"what": CLAUSE}))
    check(html)
    assert 'name="csrf"' not in html and 'value="&lt;x&gt;"' in html and re.search(r"<option selected value=\"2\">", html)
    assert html.count('name="result"') == 2 and 'class="seg"' in html and html.count('class="pick"') == 7
    assert "Done only when signed." in html and html.count('name="parts-0-name"') == 1 and html.count('name="parts-1-ref"') == 1


def test_field_error_and_help_are_tied_to_the_input(ui: Any, sheet: Sheet) -> None:
    html = str(ui.field(sheet.on))
    check(html)
    tag = re.search(r"<input[^>]*>", html)
    assert tag and 'aria-invalid="true"' in tag[0] and 'aria-describedby="on-err"' in tag[0] and 'id="on-err"' in html and "required" in html
    assert re.search(r'aria-describedby="what-help"', str(ui.field(sheet.what)))


def test_error_summary_links_to_the_fields(ui: Any, sheet: Sheet) -> None:
    html = str(ui.form_errors(sheet))
    check(html)
    assert 'href="#on"' in html and "Give a day" in html
    assert str(ui.form_errors([])).strip() == "" and "#what" in str(ui.form_errors([{"field": "what", "label": "What", "message": "m"}]))


def special(kind: str, **more: Any) -> Thing:
    base = dict(kind=kind, id="f", name="f", short_name="f", label=thing(text="F"), description="", errors=[], flags=thing(required=True), data=None, widget=thing(input_type="text"))
    return thing(**(base | more))


def test_checklist_marks_what_is_not_answered(ui: Any) -> None:
    questions = [thing(key="a", label="Coat", value="yes"), thing(key="b", label="Card", value="")]
    html = str(ui.field(special("yesno", questions=questions)))
    check(html)
    assert re.search(r'name="f-a" value="yes" checked', html) and html.count("checked") == 1 and html.count('class="unset"') == 1


def test_signature_keeps_its_strokes(ui: Any) -> None:
    html = str(ui.field(special("signature", data="[[[1,2]]]")))
    check(html)
    assert '<input type="hidden" name="f" value="[[[1,2]]]">' in html and "<canvas" in html and "<noscript>" in html


def test_lookup_works_as_plain_text_and_asks_its_source(ui: Any) -> None:
    html = str(ui.field(special("lookup", source="/find/customers", data=7, text="Customer A")))
    check(html)
    assert 'hx-get="/find/customers"' in html and 'name="f" value="7"' in html and 'name="f_text" value="Customer A"' in html
    assert 'data-id="7" data-label="A&amp;B"' in str(ui.options([{"id": 7, "label": "A&B"}])) and "Nothing found" in str(ui.options([]))


def test_post_form_carries_csrf_version_and_key(env: Environment) -> None:
    html = env.from_string('{% import "core/ui.html" as ui %}{% call ui.post_form("/a", "tok", 4, "k1") %}body{% endcall %}').render()
    check(html)
    assert all(part in html for part in ('name="csrf" value="tok"', 'name="version" value="4"', 'name="key" value="k1"', "body", "novalidate"))


# ---- case and list


def test_timeline_facts_steps_and_the_rest_are_well_formed(ui: Any) -> None:
    entry = thing(icon="phone", kind="bad", who="Yi", what="tried to close", time="14:12", more="no signature", cites=[CLAUSE], say="words")
    parts = [
        ui.timeline([thing(day="Today", entries=[entry])]),
        ui.facts([thing(label="Phone", value="138****0000", masked=True, reveal_href="/show"), thing(label="None", value=None), thing(label="Fee", value="0", clause=CLAUSE)]),
        ui.steps([thing(label="Noted", sub="08:42", state="done"), thing(label="Signed", sub="", state="current")]),
        ui.dues([thing(state="late", label="Hand in", due_at=DUE, percent=100, left_text="40 min over", clause=CLAUSE)]),
        ui.todo(thing(state="late", label="Call", number="FW-1", href="/c", due_at=DUE, percent=100, left_text="over")),
        ui.clauses([thing(clause=CLAUSE, state="bad", note="refused once")]),
        ui.pager(thing(prev_href="", next_href="?after=9", count_text="1,000+")),
        ui.filter_chips([thing(label="State", value="open", href="?")], "?"),
        ui.views([thing(label="Mine", href="?v=1", current=True, count=3, late=True)]),
        ui.state_tag(thing(label="Paused", category="paused")), ui.state_dot(thing(label="Done", category="done")),
        ui.blank("inbox", "No forms", "They come from calls.", "New", "/new"), ui.crumbs([thing(label="Q", href="/q"), thing(label="FW-1", href="")]),
        ui.tile(thing(name="On time", value="93.33", unit="%", num=42, den=45, reached=True, href="/k", target_text="90")),
        ui.signed("Form", "by Yi", "OK", "today"), ui.smart([thing(label="Cards", href="/x", count=0)]), ui.money(128000), ui.money(None),
        ui.strokes([[[1, 1], [5, 9]]], "signed"), ui.note("bad", "x", close=True), ui.toast(thing(kind="good", text="ok")), ui.seal("OK"),
    ]  # fmt: skip
    for html in map(str, parts):
        check(html)
    everything = "".join(map(str, parts))
    for part in ('class="bad"', "138****0000", 'href="/show"', 'aria-current="step"', 'class="late" max="100"', "1,000+", 'rel="next"', "42 / 45", "1,280.00 yuan"):
        assert part in everything
    assert 'rel="prev"' not in everything
    assert 'aria-sort="ascending"' in str(ui.th_sort("No", "?s=no", "ascending"))


def test_every_icon_asked_for_by_name_is_in_the_sprite() -> None:
    known = set(re.findall(r'id="i-([a-z]+)"', (STATIC / "icons.svg").read_text()))
    asked = {name for file in TEMPLATES.glob("core/*.html") for name in re.findall(r'icon\("([a-z]+)"', file.read_text())}
    assert asked and asked <= known


def test_templates_and_scripts_hold_no_chinese_and_no_inline_code() -> None:
    own = ["layout", "blank", "ui", "ui_base", "ui_field", "login", "error", "print_layout", "print_parts"]
    for file in [TEMPLATES / "core" / f"{name}.html" for name in own] + [*STATIC.iterdir()]:
        text = file.read_text()
        assert not re.search(r"[\u3400-\u9fff\uff00-\uffef]", text), file
        if file.suffix == ".html":
            assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", text), file
