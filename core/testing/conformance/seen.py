"""What people see: pages open for whom they are declared and for nobody else, in words they understand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.acts.perform import perform
from core.commands.check import INLINE
from core.declare import Print, Screen, Slot
from core.host.host import Host
from core.messages import untranslated
from core.models import Asset, Customer, Ticket
from core.models.access import SYSTEM
from core.testing.client import Client
from core.testing.conformance.parts import Checks, path_of
from core.testing.make import Make
from core.testing.world import PASSWORD
from core.web.templating import environment, text


class SeenChecks(Checks):
    async def test_every_page_and_act_is_closed_without_a_role(self, host: Host, client: Client) -> None:
        visitor = await _stranger(client)
        for screen in self.own(host).of(Screen):
            assert (await visitor.get(path_of(screen.on))).status_code == 403, screen.on
            assert (await visitor.get(path_of(screen.on) + ".json")).status_code == 403, screen.on
        for act in self._creating(host):
            assert (await visitor.act(path_of(act.on), act.name)).status_code == 403, act.full

    async def test_every_route_of_its_own_is_closed_without_a_role(
        self, host: Host, client: Client, make: Make
    ) -> None:
        visitor = await _stranger(client)
        for path in self._routes(host):
            assert (await client.get(path)).status_code in (303, 401), f"{path} is open to everybody"
            assert (await visitor.get(path)).status_code in (403, 404), f"{path} is open to whoever is signed in"

    async def test_every_list_opens_for_its_roles(self, host: Host, client: Client) -> None:
        for screen in self.own(host).of(Screen):
            for role in screen.roles:
                reader = await client.as_(role)
                for ending in ("", ".json", ".csv"):
                    answer = await reader.get(path_of(screen.on) + ending)
                    assert answer.status_code == 200, f"{screen.on}{ending} as {role}: {answer.status_code}"

    async def test_every_form_opens_for_its_roles(self, host: Host, client: Client) -> None:
        for act in self._creating(host):
            for role in act.roles:
                answer = await (await client.as_(role)).get(f"{path_of(act.on)}/new/{act.name}")
                assert answer.status_code == 200, f"{act.full} as {role}: {answer.status_code}"

    async def test_every_template_is_there_and_compiles(self, host: Host, client: Client) -> None:
        env = environment()
        for name in env.list_templates(filter_func=lambda n: n.startswith(f"{self.plugin}/")):
            env.get_template(name)
        for declared in (*self.own(host).of(Print), *self.own(host).of(Slot)):
            env.get_template(declared.template)

    async def test_no_template_runs_what_somebody_typed(self, host: Host) -> None:
        """No inline script, style or handler, and nothing marked as safe: the strict content policy would refuse it."""
        folder = Path(self.own(host).folder) / "templates"
        pages = {path.name: path.read_text("utf-8") for path in folder.rglob("*.html")}
        assert [f"{name}: {what}" for name, page in pages.items() for rx, what in INLINE if rx.search(page)] == []

    async def test_every_text_is_translated(self, host: Host) -> None:
        assert untranslated(Path(self.own(host).folder)) == []

    async def test_every_slot_can_show_an_empty_subject(self, host: Host, client: Client, make: Make) -> None:
        """A customer, product or ticket of whom the plugin knows nothing yet; a page of its own is shown by its own tests."""
        slots = self.own(host).of(Slot)
        rows = await _rows(make) if slots else {}
        for slot in (s for s in slots if s.place in rows):
            actor = await make.actor((*slot.roles, "manager")[0])
            context = await slot.load(actor, rows[slot.place])
            if context is not None:
                text(slot.template, row=rows[slot.place], slot=slot, **context)

    def _creating(self, house: Host) -> Iterator[Any]:
        """Its creating acts that people do."""
        for act in house.registry.acts.values():
            if act.plugin == self.plugin and act.creates and act.by != "system" and act.on in house.registry.screens:
                yield act

    def _routes(self, house: Host) -> Iterator[str]:
        """Addresses of its own pages that can be asked for without knowing a number."""
        for route in self.own(house).routes:
            if "{" not in route.path and "GET" in (route.methods or ()) and route.permission != "login":
                yield f"/p/{self.plugin}{route.path}"


async def _stranger(client: Client) -> Client:
    """Somebody who may sign in and has no role at all."""
    told = {"login": "stranger", "name": "Stranger", "department": None, "password": PASSWORD}
    await perform("core.user.invite", SYSTEM, told)
    return await client.as_("stranger")


async def _rows(make: Make) -> dict[str, Any]:
    customer, asset, ticket = await make.customer(), await make.asset(), await make.ticket()
    return {
        "core.customer.detail": await Customer.get(id=customer.id),
        "core.asset.detail": await Asset.get(id=asset.id),
        "core.ticket.detail": await Ticket.get(number=ticket.number),
        "core.workbench": None,
    }
