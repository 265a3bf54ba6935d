"""Where a request comes from: whoever is connected, or, behind a proxy of our own, whom that proxy names; nobody else is believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from core.services.viewings import network_address

Network = IPv4Network | IPv6Network
_HEADER = "x-forwarded-for"
_MOST = 20  # proxies in a row


class PeerMiddleware:
    """Puts the address into `scope["client"]`, from which the sign-in limit and the logs take it, and where the view log finds it."""

    def __init__(self, app: ASGIApp, proxies: Sequence[Network] = ()) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        peer = client[0] if client else ""
        named = Headers(scope=scope).getlist(_HEADER) if self._proxies and _within(peer, self._proxies) else ()
        address = _sender(peer, ",".join(named).split(","), self._proxies)
        if address != peer:
            scope = {**scope, "client": (address, 0)}
        marked = network_address.set(address)
        try:
            await self._app(scope, receive, send)
        finally:
            network_address.reset(marked)


def _sender(peer: str, named: Iterable[str], proxies: Sequence[Network]) -> str:
    """From the end of the chain back to the first that is no proxy of ours; what stands before it anybody may have written."""
    address = peer
    for text in reversed(list(named)[-_MOST:]):
        found = _plain(text.strip())
        if found is None:
            return address
        address = found
        if not _within(found, proxies):
            return address
    return address


def _within(address: str, networks: Sequence[Network]) -> bool:
    plain = _plain(address)
    return plain is not None and any(ip_address(plain) in network for network in networks)


def _plain(text: str) -> str | None:
    """The address as it is written once and for all; None for anything that is none, a name or a port with it included."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(found)
