"""The second factor: set up and ended by its user with his password, taken off by an administrator when a phone is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from core.api import N_, Act, Ctx, Form, Gate, LongText, Missing, Policy, Refusal, Refused, Text, View
from core.errors import MissingPart
from core.models import RecoveryCode, Totp
from core.own.accounts import USER, know_password
from core.own.words import ADMIN, EVERYBODY
from core.services import totp


class OnForm(Form):
    old = Text(N_("Current password"), required=True, max=100)
    secret = Text(
        N_("Secret of the authenticator"),
        required=True,
        max=40,
        default=totp.new_secret,
        hint=N_("Type it into the authenticator, or scan it from My settings."),
    )
    code = Text(N_("Six digits from your authenticator"), required=True, max=10)


class KnownForm(Form):
    old = Text(N_("Current password"), required=True, max=100)


class ResetForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


POLICY = Policy(
    totp.POLICY,
    None,
    N_("Second factor required of"),
    totp.NOBODY,
    kind="choice",
    origin="company",
    choices=(N_("nobody"), N_("administrators and auditors"), N_("everybody")),
)


async def _on(ctx: Ctx) -> None:
    await know_password(ctx, ctx.data.old)
    step = totp.matching_step(ctx.data.secret, ctx.data.code, ctx.now)
    if step is None:
        said = MissingPart("code", N_("the six digits that the authenticator shows now"))
        raise Refused([Refusal("gate", None, "", (said,))])
    await _forget(ctx)
    await ctx.add(Totp, user_id=ctx.id, secret=ctx.data.secret, last_step=step)
    ctx.set(second_at=ctx.now)
    await _tell_codes(ctx)


async def _off(ctx: Ctx) -> None:
    await know_password(ctx, ctx.data.old)
    await _forget(ctx)
    ctx.set(second_at=None)


async def _reset(ctx: Ctx) -> None:
    await _forget(ctx)
    ctx.set(second_at=None)
    ctx.answer(reason=ctx.data.reason)


async def _new_codes(ctx: Ctx) -> None:
    await know_password(ctx, ctx.data.old)
    await ctx.remove(RecoveryCode, user_id=ctx.id)
    await _tell_codes(ctx)


async def _forget(ctx: Ctx) -> None:
    await ctx.remove(Totp, user_id=ctx.id)
    await ctx.remove(RecoveryCode, user_id=ctx.id)


async def _tell_codes(ctx: Ctx) -> None:
    codes = totp.recovery_codes()
    await ctx.add_rows(RecoveryCode, [{"user_id": ctx.id, "digest": totp.recovery_digest(code)} for code in codes])
    ctx.answer_once(codes=codes)


def _there(view: View) -> Iterable[Missing]:
    if view.subject.second_at is None:
        yield Missing("second", N_("a second factor that is set up"))


def _not_there(view: View) -> Iterable[Missing]:
    if view.subject.second_at is not None:
        yield Missing("off", N_("no second factor yet: end the one there is first"))


def _sound(view: View) -> Iterable[Missing]:
    if not totp.is_secret(view.data.secret):
        yield Missing("secret", N_("the secret as it was made up here"))


def _not_required(view: View) -> Iterable[Missing]:
    if totp.required(view.policy(totp.POLICY), view.actor.roles):
        yield Missing("required", N_("a role that needs no second factor"))


def _of_ones_own(name: str, label: str, form: type[Form], run: Callable[[Ctx], Awaitable[None]], icon: str) -> Act:
    return Act(name, USER, label, EVERYBODY, form, source=("active",), run=run, icon=icon, batch=False, quiet=True)


ACTS = (
    _of_ones_own("second_on", N_("Set up a second factor"), OnForm, _on, "shield"),
    _of_ones_own("second_off", N_("End the second factor"), KnownForm, _off, "undo"),
    _of_ones_own("new_codes", N_("Make new recovery codes"), KnownForm, _new_codes, "key"),
    Act(
        "second_reset",
        USER,
        N_("Take off the second factor"),
        (ADMIN,),
        ResetForm,
        source=("active",),
        run=_reset,
        by="either",
        icon="undo",
        danger=True,
        confirm=N_("Until a new one is set up, the password alone opens this account."),
        batch=False,
        quiet=True,
    ),
)

RULES = (
    Gate((f"{USER}.second_off", f"{USER}.new_codes", f"{USER}.second_reset"), None, _there),
    Gate(f"{USER}.second_on", None, _not_there),
    Gate(f"{USER}.second_on", None, _sound),
    Gate(f"{USER}.second_off", None, _not_required),
)
