"""The single fields of `core.forms`, which passes them on: how each looks, is read, and says what it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast

import wtforms
from wtforms import widgets
from wtforms.fields import choices as _choices

from core.clock import SHANGHAI
from core.declare import N_
from core.errors import FieldError
from core.forms_read import BLANK, as_day, as_fen, as_flag, as_moment, as_phone, as_text, as_whole, fen_text
from core.i18n import _

Choices = Iterable[tuple[Any, str]] | Mapping[Any, str] | Callable[[], Iterable[tuple[Any, str]]]
_SEGMENTS = 4  # a required choice of so few is drawn as segments, a longer one as a list


def _option(value: str, label: str) -> Any:
    """A choice as WTForms wants it from 3.3 on; the type stubs do not know it yet."""
    return cast(Any, _choices).SelectChoice(value, label)


class BaseField(wtforms.Field):
    """What all fields share: `read` gives the value or raises ValueError, `expected` says what is expected."""

    kind = "text"
    empty: Any = None
    required = False
    widget: Any = widgets.TextInput()
    data: Any

    def __init__(
        self,
        label: str = "",
        *,
        required: bool = False,
        hint: str = "",
        clause: str | None = None,
        short: str = "",
        wide: bool = False,
        **kwargs: Any,
    ) -> None:
        self.msgid, self.hint, self.required = label, hint, required
        self.clause: Any = clause
        self.short = short or label
        self.wide = wide
        super().__init__(label=_(label) if label else "", description=_(hint) if hint else "", **kwargs)
        self.flags.required = required

    def read(self, raw: Any) -> Any:
        return raw

    def expected(self) -> str:
        return _("a value")

    def take(self, raw: Any, path: str, errors: list[FieldError]) -> Any:
        """The value of `raw`; what is wrong is added to `errors` under `path`."""
        if raw in BLANK or (isinstance(raw, str) and not raw.strip()):
            if self.required:
                errors.append(self.error(path, N_("%(label)s is missing: enter %(expected)s.")))
            return self.empty
        try:
            return self.read(raw)
        except (ValueError, OverflowError):
            errors.append(self.error(path, N_("%(label)s: enter %(expected)s.")))
            return self.empty

    def error(self, path: str, msgid: str) -> FieldError:
        return FieldError(path, _(msgid) % {"label": _(self.msgid), "expected": self.expected()})

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


class Text(BaseField):
    """One line of at most `max` characters."""

    empty = ""

    def __init__(self, label: str = "", *, max: int = 200, **kwargs: Any) -> None:
        self.max = max
        super().__init__(label, **kwargs)
        self.flags.maxlength = max

    def read(self, raw: Any) -> str:
        return as_text(raw, self.max, lines=False)

    def expected(self) -> str:
        return _("text of at most %(n)d characters") % {"n": self.max}


class LongText(Text):
    """Several lines."""

    kind = "longtext"
    widget: Any = widgets.TextArea()

    def __init__(self, label: str = "", *, max: int = 4000, **kwargs: Any) -> None:
        super().__init__(label, max=max, **kwargs)

    def read(self, raw: Any) -> str:
        return as_text(raw, self.max, lines=True)


class Phone(Text):
    """A phone number: digits, with blanks or hyphens between and a plus sign before, kept as typed."""

    kind = "phone"
    widget = widgets.TelInput()

    def __init__(self, label: str = "", *, max: int = 30, **kwargs: Any) -> None:
        super().__init__(label, max=max, **kwargs)

    def read(self, raw: Any) -> str:
        return as_phone(as_text(raw, self.max, lines=False))

    def expected(self) -> str:
        return _("a phone number such as 010-8888 0000 or +86 138 0000 0000")


class Region(Text):
    """A region's name, free text: routing tables say which names answer."""

    kind = "region"


class Choice(BaseField, wtforms.SelectField):
    """One of `choices`: pairs (value, label msgid), a mapping, or a function giving pairs."""

    kind = "choice"
    empty = ""
    widget: Any = widgets.Select()

    def __init__(self, label: str = "", choices: Choices = (), **kwargs: Any) -> None:
        pairs = choices.items() if isinstance(choices, Mapping) else choices
        self._declared = pairs if callable(pairs) else list(pairs)
        super().__init__(
            label, choices=[_option("", ""), *(_option(str(v), _(text)) for v, text in self.options())], **kwargs
        )
        if self.required and len(self.options()) <= _SEGMENTS and "-" not in self.name:
            self.widget, self.option_widget = widgets.ListWidget(prefix_label=False), widgets.RadioInput()
            self.choices = cast(Any, self.choices)[1:]

    def options(self) -> list[tuple[Any, str]]:
        return list(self._declared()) if callable(self._declared) else self._declared

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def read(self, raw: Any) -> Any:
        for value, _label in self.options():
            if not isinstance(raw, bool) and str(value) == str(raw):
                return value
        raise ValueError(raw)

    def expected(self) -> str:
        return _("one of: %(choices)s") % {"choices": _(", ").join(_(label) for _value, label in self.options())}


class YesNo(BaseField, wtforms.RadioField):
    """A question answered by yes or no, or not yet answered: True, False, None."""

    kind = "yesno"
    widget = widgets.ListWidget(prefix_label=False)

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, choices=[_option("yes", _("Yes")), _option("no", _("No"))], **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = {True: "yes", False: "no", None: ""}.get(value, str(value))

    def read(self, raw: Any) -> bool:
        return as_flag(raw)

    def expected(self) -> str:
        return _("yes or no")


class Flag(BaseField):
    """A box to tick. `required` = it must be ticked."""

    kind = "flag"
    empty = False
    widget = widgets.CheckboxInput()

    def read(self, raw: Any) -> bool:
        value = as_flag(raw)
        if self.required and not value:
            raise ValueError(raw)
        return value

    def expected(self) -> str:
        return _("a tick") if self.required else _("yes or no")

    def _value(self) -> str:
        return "yes"


class Day(BaseField):
    """A calendar day in Shanghai."""

    kind = "day"
    widget = widgets.DateInput()

    def read(self, raw: Any) -> date:
        return as_day(raw)

    def expected(self) -> str:
        return _("a date such as 2026-11-24")

    def _value(self) -> str:
        return self.data.isoformat() if isinstance(self.data, date) else super()._value()


class Moment(BaseField):
    """An instant, aware, in UTC; typed without a zone it is Shanghai's time."""

    kind = "moment"
    widget = widgets.DateTimeLocalInput()

    def read(self, raw: Any) -> datetime:
        return as_moment(raw)

    def expected(self) -> str:
        return _("a date and time such as 2026-11-24 14:20")

    def _value(self) -> str:
        if isinstance(self.data, datetime):
            return self.data.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
        return super()._value()


class Whole(BaseField):
    """A whole number from `min` to `max` (32 bits if not given)."""

    kind = "whole"
    widget = widgets.NumberInput()

    def __init__(
        self, label: str = "", *, min: int = -(2**31), max: int = 2**31 - 1, unit: str = "", **kwargs: Any
    ) -> None:
        self.min, self.max = min, max
        self.unit = _(unit) if unit else ""
        super().__init__(label, **kwargs)

    def read(self, raw: Any) -> int:
        return as_whole(raw, self.min, self.max)

    def expected(self) -> str:
        return _("a whole number from %(min)s to %(max)s") % {"min": self.min, "max": self.max}


class Yuan(BaseField):
    """Money: typed in yuan, read as whole fen. As data of a drawn form an int is fen, a string what was typed."""

    kind = "yuan"
    _MOST = 10**14  # fen; far beyond any bill, well within 64 bits

    def __init__(self, label: str = "", *, min: int = 0, max: int = _MOST, **kwargs: Any) -> None:
        self.min, self.max = min, max
        super().__init__(label, **kwargs)
        self.unit = _("yuan")

    def read(self, raw: Any) -> int:
        fen = as_fen(raw)
        if not self.min <= fen <= self.max:
            raise ValueError(raw)
        return fen

    def expected(self) -> str:
        if self.max == self._MOST and not self.min:
            return _("an amount in yuan with at most two decimals, such as 1280.00")
        bounds = {"min": fen_text(self.min), "max": fen_text(self.max)}
        return _("an amount from %(min)s to %(max)s yuan with at most two decimals") % bounds

    def _value(self) -> str:
        return fen_text(self.data) if isinstance(self.data, int) else super()._value()
