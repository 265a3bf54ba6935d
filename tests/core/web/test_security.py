"""What holds for every request: rights, origin, headers, limits, and errors that carry a number."""

from __future__ import annotations

import asyncio
import json
import re

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core import db
from core.config import Config
from core.db import counted, guard
from core.declare import Plugin
from core.errors import DeclarationError, Forbidden, InvalidInput, NotFound, OutcomeUnknown
from core.host.host import Host
from core.host.loading import Found
from core.host.registry import Loaded
from core.models import Generation, PluginSwitch, Session, User
from core.web import errors_web
from core.web.app import BODY_LIMIT, create_app
from core.web.security import route
from tests.core.web.conftest import BASE, Browser

PAGE = "/p/shop/page"


async def _token(user: User) -> str:
    return (await Session.get(user_id=user.id)).csrf


async def test_route_without_permission_stops_the_application(config: Config, house: Host) -> None:
    async def page(request: Request) -> Response:
        return Response("open to all")

    careless = Loaded(Plugin("careless", "Careless", "1"), "careless", "", routes=[Route("/x", page)])
    with pytest.raises(DeclarationError, match=r"careless: the route /x names no permission"):
        create_app(Host(Found([*house.registry.plugins.values(), careless], [])), config)


async def test_stranger_is_sent_to_sign_in_from_every_page_but_the_public_ones(
    app: Starlette, browser: Browser
) -> None:
    open_to_all = {"/login", "/welcome", "/lang", "/healthz", "/readyz", "/metrics", "/static/{path:path}", "/p/shop"}
    for each in app.router.routes:
        path = getattr(each, "path", "")
        if path not in open_to_all and "GET" in (getattr(each, "methods", None) or ()):
            answer = await browser.get(re.sub(r"\{[^}]*\}", "x", path))
            assert answer.status_code in (303, 401), path


async def test_permission_is_asked(browser: Browser, other: Browser, ann: User, bob: User) -> None:
    await browser.sign_in("ann")
    await other.sign_in("bob")
    assert (await browser.get("/p/shop/clerk")).status_code == 403
    assert (await other.get("/p/shop/clerk")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-csrf-token": ""},
        {"x-csrf-token": "made up"},
        {"x-csrf-token": "OWN", "origin": "https://evil.example"},
        {"x-csrf-token": "OWN", "origin": "null"},
        {"x-csrf-token": "OWN", "origin": "http://127.0.0.1:8001"},
        {"x-csrf-token": "OWN", "sec-fetch-site": "cross-site"},
        {"x-csrf-token": "OWN", "sec-fetch-site": "same-site"},
        {"x-csrf-token": "OTHER"},
        {"content-type": "text/plain"},
    ],
)
async def test_unsafe_request_without_proof_of_origin_is_refused(
    browser: Browser, other: Browser, ann: User, bob: User, headers: dict[str, str]
) -> None:
    await browser.sign_in("ann")
    await other.sign_in("bob")
    tokens = {"OWN": await _token(ann), "OTHER": await _token(bob)}
    sent = {name: tokens.get(value, value) for name, value in headers.items()}
    for path in (PAGE, "/logout", "/p/shop/open"):
        assert (await browser.http.post(path, headers=sent, content=b"csrf=x")).status_code == 403, path
    assert await Session.all().count() == 2


async def test_token_in_header_or_form_opens(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    own = {"origin": BASE, "sec-fetch-site": "same-origin"}
    header = await browser.http.post(PAGE, headers={**own, "x-csrf-token": await _token(ann)}, json={"a": 1})
    form = await browser.http.post(PAGE, headers=own, data={"csrf": await _token(ann)})
    assert (header.status_code, form.status_code) == (200, 200)


async def test_sign_in_needs_the_token_of_its_own_page(browser: Browser, ann: User) -> None:
    data = {"username": "ann", "password": "correct horse 9", "csrf": "x" * 43}
    assert (await browser.http.post("/login", data=data)).status_code == 403
    assert await Session.all().count() == 0


@pytest.mark.parametrize("path", ["/login", "/nothing", "/static/core/app.js", "/static/x", "/healthz", "/p/shop/boom"])
async def test_every_answer_carries_the_security_headers(browser: Browser, ann: User, path: str) -> None:
    await browser.sign_in("ann")
    headers = (await browser.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for part in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    kept = path == "/static/core/app.js"
    assert (headers["cache-control"] == "no-store") is not kept


async def test_foreign_host_is_refused_and_never_repeated(browser: Browser) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "127.0.0.1@evil.example"):
        answer = await browser.get("/login", headers={"host": host})
        assert answer.status_code == 400, host
        assert "evil" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_forwarded_headers_change_nothing(browser: Browser) -> None:
    headers = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.1"}
    answer = await browser.get("/duties", headers=headers)
    assert answer.headers["location"] == "/login?next=%2Fduties"
    assert "evil" not in answer.text


async def test_nul_in_the_address_is_refused(browser: Browser, other: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    for path in ("/p/shop/%00", "/p/shop/page?q=%00"):
        assert (await browser.get(path)).status_code == 400
    assert (await other.sign_in("a\x00nn")).status_code == 303


async def test_two_host_headers_are_refused(app: Starlette) -> None:
    sent: list[dict[str, object]] = []
    scope = {
        "type": "http", "method": "GET", "path": "/login", "raw_path": b"/login", "query_string": b"", "scheme": "http",
        "headers": [(b"host", b"127.0.0.1"), (b"host", b"evil.example")], "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await app(scope, receive, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 400


async def test_too_large_a_body_is_refused(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    token = {"x-csrf-token": await _token(ann)}
    for body in (b"x" * (BODY_LIMIT + 1), _drops(BODY_LIMIT + 1)):
        assert (await browser.http.post(PAGE, content=body, headers=token)).status_code == 413
    assert (await browser.http.post(PAGE, content=b"x" * 1000, headers=token)).status_code == 200


async def _drops(size: int):  # type: ignore[no-untyped-def]
    for start in range(0, size, 65536):
        yield b"x" * min(65536, size - start)


async def test_a_hundred_thousand_fields_are_refused(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    body = "&".join(f"a{n}=" for n in range(100_000))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert (await browser.http.post(PAGE, content=body, headers=headers)).status_code == 400


async def test_fault_is_told_with_the_number_its_log_line_bears(
    browser: Browser, ann: User, capsys: pytest.CaptureFixture[str]
) -> None:
    await browser.sign_in("ann")
    answer = await browser.get("/p/shop/boom")
    number = answer.headers["x-request-id"]
    assert answer.status_code == 500
    assert number in answer.text
    assert "ZeroDivisionError" not in answer.text
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    fault = next(line for line in lines if line["event"] == "unexpected error")
    assert fault["id"] == number
    assert "ZeroDivisionError: a fault of the plugin" in fault["exception"]


async def test_log_lines_cannot_be_forged_and_hold_no_secrets(
    browser: Browser, ann: User, capsys: pytest.CaptureFixture[str]
) -> None:
    await browser.sign_in('ann\r\n{"event":"forged"}\x1b[31m\u202e', "hunter2-secret")
    await browser.get("/x%0a%7b%22event%22:%22forged%22%7d%1b[31m%E2%80%AE", headers={"x-request-id": "mine"})
    await browser.sign_in("ann")
    text = capsys.readouterr().err
    events = [json.loads(line)["event"] for line in text.splitlines()]
    assert events.count("request") == 5
    assert "forged" not in events
    assert not {"\x1b", "\u202e"} & set(text)
    for secret in ("hunter2-secret", "correct horse", browser.http.cookies["gz"], "mine", ann.password):
        assert secret not in text


CASES = [
    (NotFound("x"), 404),
    (Forbidden("x"), 403),
    (InvalidInput(()), 422),
    (OutcomeUnknown("key-1"), 503),
    (db.DatabaseBusy("locked"), 503),
    (db.DatabaseFull("full"), 507),
    (db.DatabaseLost("gone"), 503),
    (db.SchemaBehind("no such table"), 503),
    (ValueError("a fault"), 500),
]


@pytest.mark.parametrize(("error", "status"), CASES, ids=lambda value: type(value).__name__)
async def test_every_error_has_its_answer_in_both_forms(
    app: Starlette, browser: Browser, ann: User, error: Exception, status: int
) -> None:
    async def page(request: Request) -> Response:
        raise error

    app.router.routes.append(route("/fails", page, ("GET",), "login"))
    app.router.routes.append(route("/fails.json", page, ("GET",), "login"))
    await browser.sign_in("ann")
    html, data = await browser.get("/fails"), await browser.get("/fails.json")
    assert html.status_code == data.status_code == status
    assert html.headers["content-type"].startswith("text/html")
    assert data.headers["content-type"] == "application/json"
    if isinstance(error, OutcomeUnknown):
        assert (data.json()["outcome"], data.json()["key"]) == ("unknown", "key-1")
    if isinstance(error, db.DatabaseBusy):
        assert int(html.headers["retry-after"]) > 0


async def test_broken_database_still_gives_a_page_with_all_headers(
    browser: Browser, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(*_: object) -> list[dict[str, object]]:
        raise db.DatabaseBusy("database is locked")

    await browser.sign_in("ann")
    monkeypatch.setattr("core.web.session.sql.fetch", locked)
    answer = await browser.get(PAGE)
    assert answer.status_code == 503
    assert "content-security-policy" in answer.headers
    assert answer.headers["x-request-id"] in answer.text


async def test_malformed_json_is_told_as_400(app: Starlette, browser: Browser, ann: User) -> None:
    async def page(request: Request) -> Response:
        await request.json()
        return Response("read")

    app.router.routes.append(route("/reads", page, ("POST",), "login"))
    await browser.sign_in("ann")
    headers = {"x-csrf-token": await _token(ann), "content-type": "application/json"}
    for body in (b'{"a": ', b"", b"\xff\xfe", b"[" * 100_000):
        answer = await browser.http.post("/reads", content=body, headers=headers)
        assert answer.status_code == 400
        assert answer.json()["id"]


async def test_switched_off_plugin_is_gone_at_once(browser: Browser, ann: User, house: Host) -> None:
    await browser.sign_in("ann")
    assert (await browser.get("/p/shop/open")).status_code == 200
    with guard.allowed():
        await PluginSwitch.all().update(off_at=(await PluginSwitch.first()).on_at)  # type: ignore[union-attr]
    await Generation.filter(id=1).update(number=2)
    for path in (PAGE, "/p/shop/open", "/slot/shop/good"):
        assert (await browser.get(path)).status_code == 404, path


async def test_switched_off_plugin_is_gone_for_strangers_too(browser: Browser, house: Host) -> None:
    with guard.allowed():
        await PluginSwitch.all().update(off_at=(await PluginSwitch.first()).on_at)  # type: ignore[union-attr]
    await Generation.filter(id=1).update(number=2)
    assert (await browser.get("/p/shop/open")).status_code == 404


async def test_slot_shows_its_fragment_and_a_crash_only_one_card(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    good, bad = await browser.get("/slot/shop/good"), await browser.get("/slot/shop/bad")
    assert good.text == "<p>Ann</p>"
    assert (bad.status_code, bad.headers["x-request-id"] in bad.text) == (200, True)
    assert (await browser.get("/slot/shop/clerks")).status_code == 403
    assert (await browser.get("/slot/shop/nothing")).status_code == 404
    assert (await browser.get("/slot/shop/good/core/user/U-ann")).status_code == 404


async def test_session_and_rights_cost_one_statement(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    with counted() as statements:
        assert (await browser.get("/p/shop/clerk", headers={"accept": "application/json"})).status_code == 403
    assert len([s for s in statements if "core_session" in s]) == 1
    assert len([s for s in statements if "core_grant" in s]) == 1
    assert len([s for s in statements if "core_generation" not in s or "core_session" in s]) == 1


async def test_static_file_may_be_kept_only_under_its_hash(browser: Browser) -> None:
    from core.web.templating import static_files

    address = static_files().url("htmx/htmx.min.js")
    assert re.fullmatch(r"/static/htmx/htmx\.min\.js\?v=[0-9a-f]{12}", address)
    answer = await browser.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert (await browser.get("/static/htmx/htmx.min.js?v=0")).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "core/../../config.py",
        "core/%2e%2e/%2e%2e/config.py",
        "shop/../../web.db",
        "core//etc/passwd",
        "x/y",
        "core/",
        "core",
    ],
)
async def test_static_never_leaves_its_folder(browser: Browser, path: str) -> None:
    assert (await browser.get(f"/static/{path}")).status_code == 404


async def test_health_tells_of_a_database_that_does_not_answer(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await browser.get("/healthz")).json() == {"ok": True}

    async def stuck(*_: object) -> None:
        raise db.DatabaseBusy("no answer")

    monkeypatch.setattr("core.web.health.db.ping", stuck)
    assert (await browser.get("/healthz")).status_code == 503


async def test_slow_body_is_cut_off(
    app: Starlette, ann: User, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.app.BODY_SECONDS", 0.1)

    async def trickle():  # type: ignore[no-untyped-def]
        yield b"a"
        await asyncio.sleep(30)
        yield b"b"

    await browser.sign_in("ann")
    headers = {"x-csrf-token": await _token(ann)}
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app), base_url=BASE, cookies=browser.http.cookies
    ) as http:
        answer = await http.post(PAGE, content=trickle(), headers=headers)
    assert answer.status_code == 408


def test_each_error_has_words_of_its_own() -> None:
    told = [errors_web.told(error) for error, _status in CASES]
    assert len({(answer.title, answer.message) for answer in told}) == len(CASES)
