"""Headers of a proxy count only from a proxy that is trusted: for the sign-in limit, the logs and the view log."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from core.config import Config
from core.host.host import Host
from core.models import LoginTry, User
from core.web.app import create_app
from tests.core.web.conftest import BASE, Browser

PROXY, CLIENT = "10.0.0.5", "203.0.113.9"


def browser_at(app: Starlette, address: str) -> Browser:
    transport = httpx2.ASGITransport(app, client=(address, 4711))
    return Browser(httpx2.AsyncClient(transport=transport, base_url=BASE))


async def tried_from(house: Host, config: Config, peer: str, proxies: tuple[str, ...], headers: Any) -> str:
    """The address under which a wrong sign-in is counted."""
    trusting = Config(base_url=config.base_url, data=config.data, trusted_proxies=tuple(map(ip_network, proxies)))
    browser = browser_at(create_app(house, trusting), peer)
    csrf = await browser.csrf()
    data = {"username": "ann", "password": "no", "csrf": csrf}
    assert (await browser.http.post("/login", data=data, headers=headers)).status_code == 401
    return str((await LoginTry.all().order_by("-id").first()).address)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (CLIENT, CLIENT),
        (f"1.1.1.1, {CLIENT}", CLIENT),  # what stands before it the client itself may have sent
        (f"{CLIENT}, 10.0.0.7", CLIENT),  # two proxies of ours
        ("10.0.0.7, 10.0.0.6", "10.0.0.7"),
        (f"::ffff:{CLIENT}", CLIENT),
        ("2001:DB8::1", "2001:db8::1"),
        (f"{CLIENT}:8080", PROXY),
        ("evil.example", PROXY),
        (f"{CLIENT}, evil", PROXY),
        ("' OR 1=1 --", PROXY),
        ("127.0.0.1\u00e9", PROXY),
        ("9" * 4000, PROXY),
        ("", PROXY),
        (",,,", PROXY),
    ],
)
async def test_a_trusted_proxy_names_the_client(
    house: Host, config: Config, ann: User, given: str, expected: str
) -> None:
    headers = {"x-forwarded-for": given.encode()}
    assert await tried_from(house, config, PROXY, ("10.0.0.0/24",), headers) == expected


async def test_several_headers_are_one_list(house: Host, config: Config, ann: User) -> None:
    headers = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", CLIENT)]
    assert await tried_from(house, config, PROXY, (PROXY,), headers) == CLIENT


FORGED = (
    "x-forwarded-for",
    "forwarded",
    "x-real-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "remote-user",
    "x-forwarded-user",
)


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("proxies", [(), ("10.0.0.6",)])
async def test_from_anybody_else_no_header_changes_who_he_is(
    house: Host, config: Config, ann: User, name: str, proxies: tuple[str, ...]
) -> None:
    assert await tried_from(house, config, PROXY, proxies, {name: "127.0.0.1"}) == PROXY


async def test_a_trusted_proxy_is_believed_in_one_header_only(house: Host, config: Config, ann: User) -> None:
    headers = {name: "127.0.0.1" for name in FORGED if name != "x-forwarded-for"}
    assert await tried_from(house, config, PROXY, (PROXY,), headers) == PROXY


async def test_one_behind_the_proxy_is_locked_out_and_his_neighbour_is_not(
    house: Host, config: Config, ann: User
) -> None:
    trusting = Config(base_url=config.base_url, data=config.data, trusted_proxies=(ip_network(PROXY),))
    app = create_app(house, trusting)
    browser = browser_at(app, PROXY)
    for n in range(31):
        csrf = await browser.csrf()
        data = {"username": f"n{n}", "password": "no", "csrf": csrf}
        last = await browser.http.post("/login", data=data, headers={"x-forwarded-for": CLIENT})
    assert last.status_code == 429
    csrf = await browser.csrf()
    data = {"username": "ann", "password": "correct horse 9", "csrf": csrf}
    neighbour = await browser.http.post("/login", data=data, headers={"x-forwarded-for": "203.0.113.10"})
    assert neighbour.status_code == 303


@pytest.mark.parametrize("name", ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-prefix", "x-original-url"])
async def test_links_and_pages_never_follow_a_header(house: Host, config: Config, ann: User, name: str) -> None:
    trusting = Config(base_url=config.base_url, data=config.data, trusted_proxies=(ip_network(PROXY),))
    browser = browser_at(create_app(house, trusting), PROXY)
    for value in ("evil.example", "https", "/p/shop/open"):
        answer = await browser.get("/p/shop/page", headers={name: value})
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fp%2Fshop%2Fpage")
        assert "evil.example" not in (await browser.get("/login", headers={name: value})).text


def test_what_is_no_address_stops_the_start() -> None:
    assert Config.from_env({"TRUSTED_PROXIES": "10.0.0.5, 10.1.0.0/16,::1"}).trusted_proxies[1] == ip_network(
        "10.1.0.0/16"
    )
    assert Config.from_env({}).trusted_proxies == ()
    for wrong in ("*", "proxy.example", "10.0.0.300", "10.0.0.1/8"):
        with pytest.raises(ValueError, match="TRUSTED_PROXIES"):
            Config.from_env({"TRUSTED_PROXIES": wrong})
