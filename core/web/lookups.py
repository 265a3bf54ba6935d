"""What a lookup field says and where it looks: the words it is found by, and what the same form has chosen already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.declare import Subject
from core.forms import Lookup
from core.host.host import host
from core.i18n import _


def prepare(form: Iterable[Any]) -> None:
    """Narrow each lookup to what a lookup before it has chosen: a customer's products once the customer is named."""
    lookups = [part for part in form if isinstance(part, Lookup)]
    for part in lookups:
        subject = host().registry.subjects.get(part.subject)
        if subject is not None:
            part.placeholder = _found_by(subject)
            part.within = next((other.name for other in lookups if _holds(subject, other)), "")


def _holds(subject: Subject, other: Lookup) -> bool:
    """Whether rows of `subject` name what `other` asks for in a column of the same name."""
    target = host().registry.subjects.get(other.subject)
    meta = subject.model._meta
    return (
        other.name in meta.fk_fields
        and target is not None
        and meta.fields_map[other.name].related_model is target.model
    )


def _found_by(subject: Subject) -> str:
    """The labels of what it is searched by, as its own screen names them."""
    screen = host().registry.screens.get(subject.name)
    labels = {c.field: c.label for c in (*screen.columns, *screen.facts)} if screen else {}
    names = [labels[name] for name in (*subject.search, "number") if name in labels]
    return _(", ").join(_(name) for name in list(dict.fromkeys(names))[:4])
