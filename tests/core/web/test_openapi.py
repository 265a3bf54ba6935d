"""/openapi.json: a valid description of what is declared and on, and no address that answers otherwise."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from core.host.host import Host
from core.testing.client import Client
from tests.core.web.test_tokens import program

GARBAGE: list[Any] = [
    "",
    "x" * 5000,
    -1,
    2**70,
    1.5,
    True,
    None,
    [],
    [[]],
    {},
    {"a": {}},
    "\u0000",
    "2026-99-99",
    ["x"],
    "yes",
    "1",
    "核",
]
NUMBER = "KH-2026-99999"


async def described(client: Client, login: str = "agent", **headers: str) -> Any:
    visitor = await client.as_(login)
    answer = await visitor.http.get("/openapi.json", headers=headers)
    assert answer.status_code == 200, answer.text[:500]
    return answer.json()


def acts(spec: Any) -> dict[str, Any]:
    """Whatever is sent as JSON: acts, for one row or for many."""
    posts = {path: item["post"] for path, item in spec["paths"].items() if "post" in item}
    return {path: post for path, post in posts.items() if "application/json" in post["requestBody"]["content"]}


def validator(spec: Any, schema: Any) -> Draft202012Validator:
    """Checks instances against a schema that points into the description."""
    root = DRAFT202012.create_resource(spec)
    return Draft202012Validator(_absolute(schema), registry=Registry().with_resource("urn:spec", root))


def _absolute(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: f"urn:spec{v}" if k == "$ref" else _absolute(v) for k, v in schema.items()}
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_is_valid(client: Client, lang: str) -> None:
    http = await program(client, "agent")
    spec = (await http.get("/openapi.json", headers={"accept-language": lang})).json()
    OpenAPIV31SpecValidator(spec).validate()
    names = [op["operationId"] for item in spec["paths"].values() for op in item.values()]
    assert len(names) == len(set(names))
    assert spec["info"]["version"]


async def test_everything_that_is_on_and_nothing_else_is_described(client: Client, host: Host, toggled: Any) -> None:
    spec = await described(client)
    named = {op["x-permission"] for op in acts(spec).values()}
    assert named == {a.full for a in host.registry.acts.values() if a.by != "system"}
    for name in host.registry.screens:
        assert f"/s/{name.replace('.', '/')}.json" in spec["paths"]
    assert "/duties.json" in spec["paths"]
    assert {tag["name"] for tag in spec["tags"]} == set(host.registry.plugins)
    async with toggled("tech_support"):
        less = await described(client)
    assert not [path for path in less["paths"] if "tech_support" in path]
    assert "tech_support" not in {tag["name"] for tag in less["tags"]}
    assert [path for path in spec["paths"] if "tech_support" in path]


async def test_strangers_are_told_nothing(client: Client) -> None:
    assert (await client.http.get("/openapi.json")).status_code == 401


async def test_words_are_the_readers(client: Client) -> None:
    http = await program(client, "agent")
    path = "/s/core/customer/acts/register"
    english = (await http.get("/openapi.json", headers={"accept-language": "en"})).json()["paths"][path]["post"]
    chinese = (await http.get("/openapi.json", headers={"accept-language": "zh"})).json()["paths"][path]["post"]
    assert english["summary"] == "Customer: Register a customer"
    assert re.search("[\u4e00-\u9fff]", chinese["summary"])


async def test_it_is_made_once_and_kept_by_its_tag(client: Client, make: Any) -> None:
    visitor = await client.as_("agent")
    first = await visitor.get("/openapi.json")
    again = await visitor.http.get("/openapi.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    with_statements = await visitor.get("/openapi.json")
    assert with_statements.content == first.content


async def test_forms_are_described_by_type(client: Client) -> None:
    spec = await described(client)
    schema = spec["paths"]["/s/core/customer/acts/register"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    data = schema["properties"]["data"]
    assert data["required"] == ["name"]
    assert data["properties"]["name"]["maxLength"] == 120
    assert data["properties"]["kind"]["anyOf"][0]["enum"] == ["person", "company"]
    asset = acts(spec)["/s/core/asset/acts/register"]["requestBody"]["content"]["application/json"]["schema"]
    assert asset["properties"]["data"]["properties"]["customer"]["x-subject"] == "core.customer"
    check = validator(spec, schema)
    assert check.is_valid({"data": {"name": "A", "kind": "", "phone": None}, "key": "1"})
    for wrong in (
        {},
        {"data": {}},
        {"data": {"name": ""}},
        {"data": {"name": "A", "x": 1}},
        {"data": {"name": "A"}, "y": 1},
    ):
        assert not check.is_valid(wrong), wrong


async def test_clauses_are_named_at_acts_gates_and_fields(client: Client, host: Host) -> None:
    spec = await described(client)
    by_act = {op["x-permission"]: op for op in acts(spec).values()}
    ruled = {a.full: a.clause for a in host.registry.acts.values() if a.by != "system" and a.clause}
    assert ruled
    assert {name: by_act[name]["x-clause"] for name in ruled} == ruled
    gated = {full for full, gates in host.registry.gates.items() if any(g.clause for g in gates)} & by_act.keys()
    assert gated
    assert all(by_act[name]["x-gates"] for name in gated)
    assert '"x-clause": "ES-4.2.1"' in str(acts(spec)).replace("'", '"')


async def test_lists_and_cases_answer_as_described(client: Client, host: Host, make: Any) -> None:
    customer = await make.customer()
    await make.asset(customer)
    await make.ticket(customer=customer.id)
    await make.ticket("question", customer=customer.id, title="How?", channel="phone")
    seen = 0
    for login in ("manager", "auditor", "admin"):
        visitor, spec = await client.as_(login), await described(client, login)
        for path, item in spec["paths"].items():
            if not path.startswith("/s/") or not path.endswith(".json") or "{number}" in path:
                continue
            listed = await visitor.get(path)
            assert str(listed.status_code) in item["get"]["responses"], path
            if listed.status_code != 200:
                continue
            check = validator(spec, item["get"]["responses"]["200"]["content"]["application/json"]["schema"])
            check.validate(listed.json())
            for row in listed.json()["rows"][:2]:
                one = path.replace(".json", "/{number}.json")
                got = await visitor.get(one.replace("{number}", row["number"]))
                detail = spec["paths"][one]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
                validator(spec, detail).validate(got.json())
                seen += 1
    assert seen > 10


async def test_list_parameters_are_those_that_are_taken(client: Client) -> None:
    manager, spec = await client.as_("manager"), await described(client, "manager")
    for path, item in spec["paths"].items():
        if not path.startswith("/s/core/") or "{number}" in path or "get" not in item:
            continue
        assert (await manager.get(path)).status_code in (200, 403), path
        for parameter in item["get"]["parameters"]:
            value = parameter["schema"].get("enum", ["2026-01-01" if parameter["schema"].get("format") else "1"])[0]
            answer = await manager.get(path, **{parameter["name"]: value})
            if parameter["name"] not in ("after", "cols", "rows") and parameter["schema"].get("type") != "integer":
                assert answer.status_code in (200, 403), (path, parameter, answer.text)


async def test_acts_for_many_rows_answer_as_described(client: Client, make: Any) -> None:
    spec = await described(client, "manager")
    posted = acts(spec)
    operation = posted["/s/core/asset/batch/archive"]
    assert operation["x-permission"] == "core.asset.archive"
    assert "/s/core/asset/batch/register" not in posted  # nobody registers many by one form
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    numbers = [(await make.asset()).number for _ in range(2)]
    sent = {"numbers": [*numbers, NUMBER]}
    for body, right in (
        (sent, True),
        ({"filter": {"view": "all"}}, True),
        ({}, False),
        ({**sent, "filter": {}}, False),
    ):
        assert validator(spec, schema).is_valid(body) == right, body
    visitor = await client.as_("manager")
    path = "/s/core/asset/batch/archive"
    answer = await visitor.http.post(path, json=sent, headers={"x-csrf-token": visitor.csrf})
    assert answer.status_code == 200
    described_task = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator(spec, described_task).validate(answer.json())
    assert [row["outcome"] for row in answer.json()["results"]] == ["done", "done", "not_found"]


async def test_files_and_the_cross_tab_are_described(client: Client, make: Any) -> None:
    spec, asset = await described(client, "manager"), await make.asset()
    visitor = await client.as_("manager")
    attach = spec["paths"]["/s/core/asset/{number}/files"]["post"]
    assert attach["x-permission"] == "core.attachment.attach"
    (field,) = attach["requestBody"]["content"]["multipart/form-data"]["schema"]["required"]
    headers = {"x-csrf-token": visitor.csrf, "accept": "application/json"}
    sent = {field: ("note.txt", b"Good day.", "text/plain")}
    answer = await visitor.http.post(f"/s/core/asset/{asset.number}/files", files=sent, headers=headers)
    assert answer.status_code == 201, answer.text
    validator(spec, attach["responses"]["201"]["content"]["application/json"]["schema"]).validate(answer.json())
    href = answer.json()["files"][0]["href"]
    assert "/files/{number}" in spec["paths"]
    assert (await visitor.get(href)).content == b"Good day."
    cross = spec["paths"]["/s/core/customer/cross.csv"]["get"]
    sides = {p["name"]: p["schema"]["enum"] for p in cross["parameters"] if p["name"] in ("rows", "cols")}
    one, two = sides["rows"][:2]
    table = await visitor.get("/s/core/customer/cross.csv", rows=one, cols=two)
    assert table.status_code == 200
    assert table.headers["content-type"].split(";")[0] in cross["responses"]["200"]["content"]


@pytest.mark.slow
@pytest.mark.parametrize("login", ["agent", "admin"])
async def test_garbage_meets_only_documented_answers(client: Client, make: Any, login: str) -> None:
    customer = await make.customer()
    await make.asset(customer)
    await make.ticket(customer=customer.id)
    await make.ticket("question", customer=customer.id, title="How?", channel="phone")
    http = await program(client, login)
    spec = (await http.get("/openapi.json")).json()
    seen: dict[int, int] = {}
    for path, operation in acts(spec).items():
        numbers = await _numbers(http, spec, path)
        for body in _bodies(operation):
            for number in numbers:
                answer = await http.post(
                    path.replace("{number}", number), content=body, headers={"content-type": "application/json"}
                )
                status = answer.status_code
                assert status < 500, (path, body[:200], answer.text[:500])
                assert str(status) in operation["responses"], (path, body[:200], status)
                _as_described(spec, operation, status, answer.json())
                seen[status] = seen.get(status, 0) + 1
    assert {400, 403, 404, 422} <= seen.keys(), seen
    assert sum(seen.values()) > 1000


async def _numbers(http: Any, spec: Any, path: str) -> list[str]:
    """A number that is there, if the reader sees one, and one that is not."""
    if "{number}" not in path:
        return [""]
    listed = await http.get(path.partition("/{number}")[0] + ".json")
    rows = listed.json()["rows"] if listed.status_code == 200 else []
    return [*(row["number"] for row in rows[:1]), NUMBER]


def _bodies(operation: Any) -> list[bytes]:
    import orjson

    data = operation["requestBody"]["content"]["application/json"]["schema"]["properties"]["data"]
    names = list(data.get("properties", {}))
    filled = {name: _right(schema) for name, schema in data.get("properties", {}).items()}
    spoiled = [{"data": {**filled, name: GARBAGE[i % len(GARBAGE)]}} for i, name in enumerate(names)]
    every = [{"data": dict.fromkeys(names, value)} for value in GARBAGE]
    shapes = [
        {},
        {"data": []},
        {"data": {}},
        {"data": {"unknown": 1}},
        [],
        1,
        {"key": 5},
        {"version": -1},
        {"data": {}, "version": 999},
    ]
    raw = [b"", b"{", b"\xff", b"[" * 3000, b'{"data": NaN}']
    sent = [*shapes, *spoiled, *(each for i, each in enumerate(every) if i % 3 == len(names) % 3)]
    return [*raw, *(orjson.dumps(body) if _small(body) else _plain(body) for body in sent)]


def _small(body: Any) -> bool:
    return str(2**70) not in str(body)


def _plain(body: Any) -> bytes:
    import json

    return json.dumps(body).encode()


def _right(schema: Any) -> Any:
    """Something of the described form."""
    for each in schema.get("anyOf", [schema]):
        if "enum" in each:
            return each["enum"][0]
        match each.get("type"), each.get("format"):
            case "string", "date":
                return "2026-03-01"
            case "string", "date-time":
                return "2026-03-01T09:00:00+08:00"
            case "string", _:
                return "13800000001"
            case "integer", _:
                return max(1, each.get("minimum", 1))
            case "number", _:
                return each.get("minimum", 0)
            case "boolean", _:
                return True
            case "array", _:
                return []
    return None


def _as_described(spec: Any, operation: Any, status: int, body: Any) -> None:
    found = operation["responses"][str(status)]
    if "$ref" in found:
        found = spec["components"]["responses"][found["$ref"].rpartition("/")[2]]
    validator(spec, found["content"]["application/json"]["schema"]).validate(body)
