"""Fields that cannot be wrong by type: instants in UTC, money in fen, shares in hundredths of a percent, plain JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.exceptions import ConfigurationError
from tortoise.fields.base import OnDelete

from core.db.instants import instant, utc


class Instant(fields.DatetimeField):  # type: ignore[type-arg]
    """An aware datetime, bound and read as UTC; naive ones are refused.

    On SQLite it is the text of `isoformat(" ")`; with one offset, and six digits or none, that text sorts as the
    instants do, because "+" comes before ".". A value bound in another zone would give silently wrong rows.
    """

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.pop("auto_now", False) or kwargs.pop("auto_now_add", False):
            raise ConfigurationError("Instant: no auto_now; say default=clock.now, the only clock.")
        super().__init__(**kwargs)

    def to_db_value(self, value: Any, instance: Any) -> Any:
        if value is not None:
            if not isinstance(value, datetime):
                raise TypeError(f"{self.model_field_name} takes an aware datetime, not {value!r}")
            value = utc(value)
        self.validate(value)
        return value

    def to_python_value(self, value: Any) -> datetime | None:
        return instant(value)


class _Whole(fields.IntField):  # type: ignore[type-arg]
    """An int and nothing that merely looks like one: 12.5, True, "100" and Decimal are mistakes about the unit."""

    unit = ""

    def _whole(self, value: Any) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            name = self.model_field_name or type(self).__name__
            raise TypeError(f"{name} takes an int of {self.unit}, not {type(value).__name__} {value!r}")
        if not self.constraints["ge"] <= value <= self.constraints["le"]:
            raise ValueError(f"{self.model_field_name}: {value} does not fit the column")
        return int(value)

    def to_db_value(self, value: Any, instance: Any) -> int | None:
        whole = self._whole(value)
        self.validate(whole)
        return whole

    def to_python_value(self, value: Any) -> int | None:
        return self._whole(value)


class Money(_Whole):
    """An amount in fen. Sum by `core.db.sql.fetch`: on PostgreSQL the ORM's Sum gives Decimals, refused here."""

    SQL_TYPE = "BIGINT"
    unit = "fen"

    @property
    def constraints(self) -> dict[str, Any]:
        return {"ge": -(2**63), "le": 2**63 - 1}


class Share(_Whole):
    """A share in hundredths of a percent: 10000 is the whole."""

    SQL_TYPE = "INT"
    unit = "hundredths of a percent"

    @property
    def constraints(self) -> dict[str, Any]:
        return {"ge": -(2**31), "le": 2**31 - 1}


class Json(fields.JSONField[Any]):
    """A dict or list, stored readable (Chinese stays Chinese, so that LIKE finds it) and with sorted keys."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"encoder": dump, **kwargs})

    def to_db_value(self, value: Any, instance: Any) -> str | None:
        if value is not None and not isinstance(value, dict | list | tuple):
            raise TypeError(f"{self.model_field_name} takes a dict or a list, not {value!r}")
        self.validate(value)
        return None if value is None else dump(value)


def dump(value: Any) -> str:
    """The one text form of a JSON value; NaN and keys that are not text are refused."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


def Ref(to: str, **kwargs: Any) -> Any:
    """A foreign key as we want them all: RESTRICT, indexed, without a way back. `to` is "app.Model"."""
    settings: dict[str, Any] = {"related_name": False, "on_delete": OnDelete.RESTRICT, "db_index": True}
    return fields.ForeignKeyField(to, **{**settings, **kwargs})


class Bytewise(fields.CharField):  # type: ignore[type-arg]
    """Text that sorts by its bytes on both databases: what begins alike stands together, whatever the server's language."""

    class _db_postgres:
        def __init__(self, field: fields.CharField) -> None:  # type: ignore[type-arg]
            self.field = field

        @property
        def SQL_TYPE(self) -> str:
            return f'VARCHAR({self.field.max_length}) COLLATE "C"'
