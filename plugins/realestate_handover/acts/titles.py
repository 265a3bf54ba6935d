"""A certificate: authority contacted, papers ready, applied for, issued, given; or handled by the customer alone (RE-2.5, RE-2.10)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, day_of, take_answers
from plugins.realestate_handover import names as n
from plugins.realestate_handover.acts.files import assign, end
from plugins.realestate_handover.forms import files
from plugins.realestate_handover.forms import tracks as forms
from plugins.realestate_handover.roles import TITLES
from plugins.realestate_handover.rules.checklists import PAPERS
from plugins.realestate_handover.rules.titles import MOVED_IN

_PREPARING = ("none", "contacted", "papers_ready")


async def _open(ctx: Ctx) -> None:
    ctx.set(file_id=ctx.data.file)


async def _contact(ctx: Ctx) -> None:
    ctx.set(contacted_on=ctx.data.contacted_on or day_of(ctx.now))


async def _papers(ctx: Ctx) -> None:
    await take_answers(ctx, PAPERS)


async def _ready(ctx: Ctx) -> None:
    ctx.set(papers_ready_on=day_of(ctx.now))


async def _lodge(ctx: Ctx) -> None:
    ctx.set(lodged_at=ctx.at)


async def _issue(ctx: Ctx) -> None:
    ctx.set(issued_on=ctx.data.issued_on or day_of(ctx.now))


async def _give(ctx: Ctx) -> None:
    ctx.set(given_on=ctx.data.given_on or day_of(ctx.now))


ACTS = (
    Act(
        "open",
        n.TITLE,
        N_("Open a certificate"),
        (),
        files.OpenTitle,
        "RE-2.5",
        writes=("kind", "unit_code"),
        run=_open,
        creates=True,
        by="system",
    ),
    Act(
        "contact",
        n.TITLE,
        N_("Contact the authority"),
        TITLES,
        forms.AuthorityForm,
        "RE-2.5",
        source=("none", "contacted"),
        to="contacted",
        writes=("authority",),
        run=_contact,
        facts=(MOVED_IN.name,),
        icon="phone",
    ),
    Act(
        "check_papers",
        n.TITLE,
        N_("Check the papers"),
        TITLES,
        forms.PapersForm,
        "RE-2.5",
        source=_PREPARING,
        run=_papers,
        facts=(MOVED_IN.name,),
        icon="clip",
    ),
    Act(
        "ready",
        n.TITLE,
        N_("All papers are ready"),
        TITLES,
        None,
        "RE-2.5",
        source=("contacted",),
        to="papers_ready",
        run=_ready,
        icon="check",
    ),
    Act(
        "lodge",
        n.TITLE,
        N_("Lodge the application"),
        TITLES,
        forms.LodgeForm,
        "RE-2.10",
        source=("contacted", "papers_ready"),
        to="lodged",
        writes=("receipt_no",),
        run=_lodge,
        occurred="lodged_at",
        icon="up",
    ),
    Act(
        "issue",
        n.TITLE,
        N_("Record the certificate"),
        TITLES,
        forms.IssueForm,
        "RE-2.5",
        source=("lodged",),
        to="issued",
        writes=("cert_no",),
        run=_issue,
        icon="book",
    ),
    Act(
        "give",
        n.TITLE,
        N_("Give it to the customer"),
        TITLES,
        forms.GiveForm,
        "RE-2.5",
        source=("issued",),
        to="given",
        writes=("given_to",),
        run=_give,
        icon="key",
    ),
    Act(
        "self_handle",
        n.TITLE,
        N_("The customer handles it alone"),
        TITLES,
        forms.SelfForm,
        "RE-2.5",
        source=_PREPARING,
        to="self_handled",
        writes=("declared_on", "declaration"),
        icon="user",
        danger=True,
        confirm=N_("We do nothing more for this certificate. A day that has passed stays missed."),
    ),
    assign(n.TITLE),
    end(n.TITLE),
)
