"""Passwords: chosen by oneself, or set by an administrator for one use; with each change API tokens end, as sessions do by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from core.api import N_, Act, Ctx, Facts, Form, Gate, Journal, Missing, Refusal, Refused, Text, View, Whole, clock
from core.errors import MissingPart
from core.host.own_acts import OWN_ACTS
from core.models import OneTime, Token
from core.own.passwords import Password
from core.own.people_forms import OwnPasswordForm, PasswordForm
from core.own.words import ADMIN, EVERYBODY
from core.services.mail import config
from core.services.one_time import LINK, claim, fresh
from core.services.passwords import hash_password, verify_password

USER = "core.user"
_TRIES, _WINDOW = 5, timedelta(minutes=15)  # as at the sign-in


class LinkForm(Form):
    reason = Text(N_("Reason"), required=True, max=200)


class ByLinkForm(Form):
    link = Whole(N_("Link"), required=True, min=1, max=2**62)
    password = Password(N_("New password"), required=True)


async def know_password(ctx: Ctx, typed: str) -> None:
    """Refused unless this is the subject's password now."""
    if not await verify_password(ctx.subject.password, typed):
        raise Refused([Refusal("gate", None, "", (MissingPart("old", N_("your current password")),))])


async def end_tokens(ctx: Ctx) -> None:
    """A token acts as its user: whoever loses the account, or finds it was used by another, loses its tokens too."""
    ids = await Token.filter(user_id=ctx.id, state="active").order_by("id").values_list("id", flat=True)
    await ctx.act_many("core.token.revoke", [{"subject": i} for i in ids])


async def _set_password(ctx: Ctx) -> None:
    ctx.set(password=await hash_password(ctx.data.password), must_change=True)
    await end_tokens(ctx)


async def _own_password(ctx: Ctx) -> None:
    await know_password(ctx, ctx.data.old)
    if ctx.data.old == ctx.data.password:
        raise Refused([Refusal("gate", None, "", (MissingPart("password", N_("another password than now")),))])
    ctx.set(password=await hash_password(ctx.data.password), must_change=False)
    await end_tokens(ctx)


async def _settle(ctx: Ctx) -> None:
    ctx.set(must_change=False)


async def _link(ctx: Ctx) -> None:
    """The link before this one is dead."""
    secret, row = fresh(LINK, ctx.subject)
    await ctx.remove(OneTime, user_id=ctx.id, purpose=LINK)
    await ctx.add(OneTime, **row)
    ctx.answer(reason=ctx.data.reason)
    ctx.answer_once(link=f"{config().base_url}/welcome?t={secret}")


async def _by_link(ctx: Ctx) -> None:
    if not await claim(ctx.data.link):
        raise Refused([Refusal("gate", None, "", (MissingPart("link", N_("a link that has not been used")),))])
    ctx.set(password=await hash_password(ctx.data.password), must_change=False)
    await end_tokens(ctx)


def _himself(view: View) -> Iterable[Missing]:
    if view.subject.id != view.actor.id:
        yield Missing("self", N_("the user himself: nobody else can change it here"))


ACTS = (
    Act(
        "set_password",
        USER,
        N_("Set a one-time password"),
        (ADMIN,),
        PasswordForm,
        source=("active",),
        run=_set_password,
        by="either",
        icon="lock",
        batch=False,
    ),
    Act(
        "link",
        USER,
        N_("Make a link to choose a password"),
        (ADMIN,),
        LinkForm,
        source=("active",),
        run=_link,
        by="either",
        icon="link",
        batch=False,
    ),
    Act(
        "own_password",
        USER,
        N_("Change my password"),
        EVERYBODY,
        OwnPasswordForm,
        source=("active",),
        run=_own_password,
        icon="lock",
        batch=False,
        quiet=True,
    ),
    Act(
        "by_link",
        USER,
        N_("Choose a password by a link"),
        form=ByLinkForm,
        source=("active",),
        run=_by_link,
        by="system",
    ),
    # for demos and tests, whose passwords are nobody's secret
    Act("settle", USER, N_("Take the password for the user's own"), source=("active",), run=_settle, by="system"),
)


async def load_wrong(user_ids: Sequence[int]) -> Mapping[int, int]:
    """How often each user was refused lately because his password was wrong: told by the journal, so on every worker."""
    rows = await Journal.filter(
        subject_type=USER, subject_id__in=user_ids, act__in=OWN_ACTS, refused=True, at__gt=clock.now() - _WINDOW
    ).values("subject_id", "refusals")
    wrong = [row["subject_id"] for row in rows if any("old" in r["keys"] for r in row["refusals"])]
    return {i: wrong.count(i) for i in user_ids}


def _not_guessing(view: View) -> Iterable[Missing]:
    """Whoever finds an open session does not get at the password by trying here, either."""
    if (view.facts["core.wrong_passwords"] or 0) >= _TRIES:
        yield Missing("later", N_("a quarter of an hour without a wrong password"))


RULES = (
    Facts("core.wrong_passwords", load_wrong),
    Gate(OWN_ACTS, None, _himself),
    Gate(OWN_ACTS, None, _not_guessing, facts=("core.wrong_passwords",)),
)
