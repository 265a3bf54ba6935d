"""The commands of the guide's section on the API, sent as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import httpx2

from core.testing.client import BASE, Client

GUIDE = Path(__file__).parents[2] / "docs/guide/integrator.md"


def commands() -> list[list[str]]:
    section = GUIDE.read_text("utf-8").split("\n## API\n")[1].split("\n## ")[0]
    blocks = "".join(re.findall(r"```sh\n(.*?)```", section, re.S)).replace("\\\n", " ")
    return [shlex.split(line) for line in blocks.splitlines() if line.startswith("curl ")]


def sent(command: list[str], token: str) -> httpx2.Request:
    """What curl would send."""
    words, headers, body = iter(command[1:]), {}, None
    address = ""
    for word in words:
        if word == "-H":
            name, _colon, value = next(words).partition(": ")
            headers[name] = value.replace("$TOKEN", token)
        elif word == "-d":
            body = next(words)
        else:
            address = word.replace("$HOST", BASE)
    return httpx2.Request("POST" if body else "GET", address, headers=headers, content=body)


async def test_the_commands_of_the_api_work_as_they_stand(client: Client, make) -> None:
    await make.customer()
    agent = await client.as_("agent")
    names = ("core.customer.read", "core.customer.register", "core.customer.add_contact")
    asked = {"name": "guide", "days": 30, "permissions": [{"permission": name} for name in names]}
    token = (await agent.act("/s/core/token", "issue", asked)).json()["token"]
    shown = commands()
    assert len(shown) >= 6
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(client._app), base_url=BASE) as http:
        for command in shown:
            answer = await http.send(sent(command, token))
            assert answer.status_code in (200, 201), (command, answer.status_code, answer.text[:300])
