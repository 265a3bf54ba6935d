"""What is set from a date on: a row for each change, announced before it holds, followed by a later one, never rewritten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import MappingProxyType

from core.api import N_, Act, Ctx, Form, Gate, LongText, Missing, Stage, View
from core.own.words import ADMIN

STATES: Mapping[str, Stage] = MappingProxyType({"set": Stage(N_("Set")), "withdrawn": Stage(N_("Withdrawn"), "done")})
Run = Callable[[Ctx], Awaitable[None]]


class WithdrawForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


def dated(
    subject: str,
    label: str,
    form: type[Form],
    writes: tuple[str, ...],
    run: Run | None = None,
    *,
    roles: tuple[str, ...] = (ADMIN,),
) -> tuple[Act, Act]:
    """`set` makes a row of `subject` through `form`, `withdraw` takes one back; of both every worker learns with its next request."""

    async def set_(ctx: Ctx) -> None:
        if run is not None:
            await run(ctx)
        await ctx.bump()

    return (
        Act("set", subject, label, roles, form, creates=True, writes=writes, run=set_, by="either", icon="plus"),
        Act(
            "withdraw",
            subject,
            N_("Withdraw"),
            roles,
            WithdrawForm,
            source=("set",),
            to="withdrawn",
            run=_withdraw,
            icon="undo",
            danger=True,
        ),
    )


async def _withdraw(ctx: Ctx) -> None:
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


def from_now_on(subject: str) -> tuple[Gate, Gate]:
    """Rows with an `effective_from`: none is set for a time that has passed, none is withdrawn that holds already."""
    return Gate(f"{subject}.set", None, not_backdated), Gate(f"{subject}.withdraw", None, not_in_force)


def not_backdated(view: View) -> Iterable[Missing | None]:
    if view.data.effective_from and view.data.effective_from < view.now:
        yield Missing("effective_from", N_("a date that has not passed"))


def not_in_force(view: View) -> Iterable[Missing | None]:
    if view.subject.effective_from <= view.now:
        yield Missing("future", N_("a value not yet in force: what is in force is followed by a later one"))
