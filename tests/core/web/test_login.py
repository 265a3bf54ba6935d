"""Signing in and out: what is asked, what is told, what is remembered."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core import clock
from core.db import guard
from core.models import LoginTry, Session, User
from core.services.passwords import hash_password
from tests.core.web.conftest import Browser

SIGNED_IN = "/p/shop/page"


async def test_right_password_opens_a_session(browser: Browser, ann: User) -> None:
    answer = await browser.sign_in("ann")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await browser.get(SIGNED_IN)).status_code == 200


async def test_cookie_is_hidden_from_scripts_and_stored_only_as_a_hash(browser: Browser, ann: User) -> None:
    answer = await browser.sign_in("ann")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("gz="))
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    token = browser.http.cookies["gz"]
    row = await Session.get(user_id=ann.id)
    assert token not in (row.token, row.csrf)


async def test_wrong_and_unknown_get_one_and_the_same_answer(browser: Browser, other: Browser, ann: User) -> None:
    wrong, unknown = await browser.sign_in("ann", "no"), await other.sign_in("nobody", "no")
    assert wrong.status_code == unknown.status_code == 401
    mask = [(browser, "ann"), (other, "nobody")]
    bodies = []
    for answer, (who, name) in zip((wrong, unknown), mask, strict=True):
        bodies.append(answer.text.replace(who.http.cookies["gz-pre"], "").replace(name, ""))
    assert bodies[0] == bodies[1]
    assert {k: v for k, v in wrong.headers.items() if k not in ("x-request-id", "set-cookie", "content-length")} == {
        k: v for k, v in unknown.headers.items() if k not in ("x-request-id", "set-cookie", "content-length")
    }


@pytest.mark.parametrize("name", ["ann", "nobody"])
async def test_after_five_failures_even_the_right_password_is_refused(
    browser: Browser, other: Browser, ann: User, name: str
) -> None:
    statuses = [(await browser.sign_in(name, "no")).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    assert (await other.sign_in(name)).status_code == 429


async def test_many_tries_at_once_gain_nothing(browser: Browser, ann: User) -> None:
    token = await browser.csrf()
    data = {"username": "ann", "password": "no", "csrf": token}
    answers = await asyncio.gather(*(browser.http.post("/login", data=data) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 15


async def test_lock_ends_after_a_quarter_of_an_hour(browser: Browser, ann: User) -> None:
    for _ in range(5):
        await browser.sign_in("ann", "no")
    with clock.frozen(clock.now() + timedelta(minutes=15, seconds=1)):
        assert (await browser.sign_in("ann")).status_code == 303


async def test_success_forgives_earlier_failures(browser: Browser, ann: User) -> None:
    for _ in range(4):
        await browser.sign_in("ann", "no")
    assert (await browser.sign_in("ann")).status_code == 303
    browser.http.cookies.clear()
    assert (await browser.sign_in("ann", "no")).status_code == 401


async def test_one_address_may_not_try_names_for_ever(browser: Browser, ann: User) -> None:
    now = clock.now()
    await LoginTry.bulk_create([LoginTry(login=f"n{n}", address="127.0.0.1", at=now) for n in range(30)])
    assert (await browser.sign_in("ann")).status_code == 429


async def test_disabled_user_cannot_sign_in(browser: Browser, ann: User) -> None:
    with guard.allowed():
        await User.filter(id=ann.id).update(state="disabled")
    assert (await browser.sign_in("ann")).status_code == 401


async def test_session_id_is_new_at_sign_in_and_the_old_one_dead(browser: Browser, other: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    first = browser.http.cookies["gz"]
    await browser.http.post("/logout", data={"csrf": (await Session.get(user_id=ann.id)).csrf})
    await browser.sign_in("ann")
    assert browser.http.cookies["gz"] != first
    other.http.cookies.set("gz", first)
    assert (await other.get(SIGNED_IN)).status_code == 303


async def test_cookie_chosen_by_the_client_is_never_taken_over(browser: Browser, ann: User) -> None:
    browser.http.cookies.set("gz", "x" * 43)
    answer = await browser.sign_in("ann")
    assert "gz=" + "x" * 43 not in str(answer.headers)
    assert not await Session.filter(token="x" * 43).exists()


async def test_sign_out_ends_the_session_on_the_server(browser: Browser, other: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    other.http.cookies.set("gz", browser.http.cookies["gz"])
    answer = await browser.http.post("/logout", data={"csrf": (await Session.get(user_id=ann.id)).csrf})
    assert answer.headers["location"] == "/login"
    assert (await other.get(SIGNED_IN)).headers["location"].startswith("/login")


async def test_session_ends_when_idle_and_after_its_longest_time(browser: Browser, ann: User) -> None:
    start = clock.now()
    with clock.frozen(start) as time:
        await browser.sign_in("ann")
        for _ in range(35):  # never idle for long
            time.advance(minutes=20)
            assert (await browser.get(SIGNED_IN)).status_code == 200
        time.set(start + timedelta(hours=12))
        assert (await browser.get(SIGNED_IN)).status_code == 303
        await browser.sign_in("ann")
        time.advance(minutes=30)
        assert (await browser.get(SIGNED_IN)).status_code == 303


async def test_changed_password_ends_every_session(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    with guard.allowed():
        await User.filter(id=ann.id).update(password=await hash_password("another one 7"))
    assert (await browser.get(SIGNED_IN)).status_code == 303


async def test_disabled_account_ends_its_sessions(browser: Browser, ann: User) -> None:
    await browser.sign_in("ann")
    with guard.allowed():
        await User.filter(id=ann.id).update(state="disabled")
    assert (await browser.get(SIGNED_IN)).status_code == 303


async def test_lost_role_counts_from_the_next_request(browser: Browser, bob: User) -> None:
    from core.models import Grant

    await browser.sign_in("bob")
    assert (await browser.get("/p/shop/clerk")).status_code == 200
    with guard.allowed():
        await Grant.filter(user_id=bob.id).delete()
    assert (await browser.get("/p/shop/clerk")).status_code == 403


async def test_sign_in_leads_back_to_where_one_came_from(browser: Browser, ann: User) -> None:
    asked = await browser.get("/p/shop/page?a=1&b=2")
    assert asked.headers["location"] == "/login?next=%2Fp%2Fshop%2Fpage%3Fa%3D1%26b%3D2"
    answer = await browser.sign_in("ann", next="/p/shop/page?a=1&b=2")
    assert answer.headers["location"] == "/p/shop/page?a=1&b=2"


EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt://%0aalert(1)",
    "data:text/html,x",
    "evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    " //evil.example",
    "/ /evil.example",
    "//evil.example/%2f..",
    "//\x00evil.example",
    "?next=//evil.example",
    "@evil.example",
    ".evil.example",
    "//user@evil.example",
    "http://127.0.0.1:8000@evil.example",
    "ftp://evil.example",
    "///\\evil.example",
]


@pytest.mark.parametrize("target", EVIL)
async def test_sign_in_never_leads_elsewhere(browser: Browser, ann: User, target: str) -> None:
    answer = await browser.sign_in("ann", next=target)
    assert answer.headers["location"] == "/"
    switched = await browser.get("/lang", params={"to": "en", "next": target})
    assert switched.headers.get("location", "/") == "/"


async def test_language_holds_before_and_after_sign_in(browser: Browser, ann: User) -> None:
    assert 'lang="zh-CN"' in (await browser.get("/login")).text
    answer = await browser.get("/lang?to=en&next=/login")
    assert answer.headers["location"] == "/login"
    assert 'lang="en"' in (await browser.get("/login")).text
    await browser.sign_in("ann")
    assert 'lang="en"' in (await browser.get("/nothing-here")).text
    await browser.get("/lang?to=xx")
    assert 'lang="en"' in (await browser.get("/nothing-here")).text


async def test_htmx_is_sent_to_the_form_with_the_page_it_was_on(browser: Browser, house: object) -> None:
    headers = {"hx-request": "true", "hx-current-url": "https://evil.example/p/shop/page?a=1"}
    answer = await browser.get(SIGNED_IN, headers=headers)
    assert answer.headers["hx-redirect"] == "/login?next=%2Fp%2Fshop%2Fpage%3Fa%3D1"


async def test_program_without_session_gets_401(browser: Browser, house: object) -> None:
    answer = await browser.get(SIGNED_IN, headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["id"] == answer.headers["x-request-id"]
