"""What the tests of page parts share: objects to draw, a form, and a check of the HTML that came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

DUE = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@dataclass
class Thing:
    """Any object with attributes, as the application hands them to templates."""

    held: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["held"][name]
        except KeyError:
            raise AttributeError(name) from None


def thing(**held: Any) -> Thing:
    return Thing(held)


CLAUSE = thing(
    id="ES-4.2.7",
    document="Norm",
    cite="4(1)2-7",
    text="Done only when signed.",
    values=[("Due", "24", "h", "default", "2026-01-01")],
)


class _Checker(HTMLParser):
    """Notes what a strict CSP forbids, elements left open, and ids used twice."""

    VOID = {"meta", "link", "input", "br", "hr", "img", "col"}

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
        if (name := names.get("id")) is not None:
            if name in self.ids:
                self.faults.append(f"id {name} twice")
            self.ids.add(name)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element closed in itself holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")


def check(html: str) -> None:
    """AssertionError unless every element is closed, every id is its own and nothing is inline."""
    checker = _Checker()
    checker.feed(html)
    assert checker.faults + checker.open == []


def page(**more: Any) -> Thing:
    """The page object of a reader at a list, with `more` in place of its parts."""
    work = thing(label="Workbench", href="/", icon="desk", count=3, late=True, current=True)
    forms = thing(label="Forms", href="/s/q/form", icon="form", count=None, late=False, current=False)
    base: dict[str, Any] = {
        "title": "Forms",
        "user": thing(name="Ding", initial="D"),
        "lang": "zh_CN",
        "csrf": "tok&en",
        "nav": [thing(label="", icon="", items=[work]), thing(label="Quality", icon="medal", items=[forms])],
        "badge": 4,
        "flash": [],
        "path": "/p?a=1&b=2",
        "company": "Example",
    }
    return thing(**(base | more))
