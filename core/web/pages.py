"""The hand-made pages: what belongs to no single subject's declared screen. Each address names its permission."""

from __future__ import annotations

from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import Route

from core.host.host import Host
from core.web.page_alike import alike
from core.web.page_calldesk import calldesk, calldesk_find
from core.web.page_check import check
from core.web.page_clauses import clause, clauses, clauses_json
from core.web.page_duties import duties, duties_json
from core.web.page_files import BODY_LIMIT, content, preview, remove, upload
from core.web.page_inbox import inbox, inbox_json, read_all, read_one
from core.web.page_journal import journal, journal_json
from core.web.page_kpis import kpi, kpi_json_page, kpis, kpis_json
from core.web.page_ledger import ledger, ledger_csv
from core.web.page_load import BODY_LIMIT as LOAD_LIMIT
from core.web.page_load import enter, load_index, load_page, template
from core.web.page_load import upload as upload_list
from core.web.page_me import end_session, me, save_me
from core.web.page_notes import write_note
from core.web.page_outbox import again, job_again, outbox, outbox_json
from core.web.page_password import password_page, save_password
from core.web.page_plugins import plugin_off, plugins, switch_plugin
from core.web.page_policies import policies, policy, preview_policy, set_policy
from core.web.page_print import issue, print_run, printed
from core.web.page_reveal import reveal, reveal_page
from core.web.page_roles import role, roles
from core.web.page_search import search_page, search_suggest
from core.web.page_second import save_second, second_page
from core.web.page_tasks import task_again, task_as_json, task_page, wrong_rows
from core.web.page_workbench import workbench
from core.web.security import route

ANYONE = "login"
LOAD, ALIKE = "core.page.load", "core.page.alike"
JOURNAL, POLICIES, PLUGINS = "core.page.journal", "core.page.policies", "core.page.plugins"
KPIS, ROLES = "core.page.kpis", "core.page.roles"
OUTBOX = "core.page.outbox"
CHECK = "core.page.workbench"  # staff, whatever they may read


_GET, _POST = ("GET",), ("POST",)


def routes(host: Host) -> list[Route]:
    """All of them; the first that fits answers."""
    return [*_own(), *_rules(), *_cases()]


def _own() -> list[Route]:
    """What somebody has to do, and what is his alone."""
    return [
        route("/", workbench, _GET, ANYONE),
        route("/duties", duties, _GET, ANYONE),
        route("/duties.json", duties_json, _GET, ANYONE),
        route("/me", me, _GET, ANYONE),
        route("/me", save_me, _POST, ANYONE),
        route("/me/second", second_page, _GET, ANYONE),
        route("/me/second", save_second, _POST, ANYONE),
        route("/password", password_page, _GET, ANYONE),
        route("/password", save_password, _POST, ANYONE),
        route("/me/sessions/{id:int}/end", end_session, _POST, ANYONE),
        route("/inbox", inbox, _GET, ANYONE),
        route("/inbox.json", inbox_json, _GET, ANYONE),
        route("/inbox/read", read_all, _POST, ANYONE),
        route("/inbox/{id:int}/read", read_one, _POST, ANYONE),
    ]


def _rules() -> list[Route]:
    """What holds here, what came of it, and who may do what."""
    return [
        route("/journal", journal, _GET, JOURNAL),
        route("/journal.json", journal_json, _GET, JOURNAL),
        route("/policies", policies, _GET, POLICIES),
        route("/policies/{key}", policy, _GET, POLICIES),
        route("/policies/{key}", set_policy, _POST, POLICIES),
        route("/policies/{key}/preview", preview_policy, _POST, POLICIES),
        route("/plugins", plugins, _GET, PLUGINS),
        route("/plugins/{plugin}", plugin_off, _GET, PLUGINS),
        route("/plugins/{plugin}", switch_plugin, _POST, PLUGINS),
        route("/kpis", kpis, _GET, KPIS),
        route("/kpis.json", kpis_json, _GET, KPIS),
        # before the page: a name may hold a dot
        route("/kpis/{kpi}.json", kpi_json_page, _GET, KPIS),
        route("/kpis/{kpi}", kpi, _GET, KPIS),
        # a book names its own right
        route("/ledger/{plugin}/{book}.csv", ledger_csv, _GET, ANYONE),
        route("/ledger/{plugin}/{book}", ledger, _GET, ANYONE),
        route("/clauses", clauses, _GET, ANYONE),
        route("/clauses.json", clauses_json, _GET, ANYONE),
        route("/clauses/{clause}", clause, _GET, ANYONE),
        route("/roles", roles, _GET, ROLES),
        route("/roles/{role}", role, _GET, ROLES),
        route("/outbox", outbox, _GET, OUTBOX),
        route("/outbox.json", outbox_json, _GET, OUTBOX),
        route("/outbox/{id:int}/again", again, _POST, OUTBOX),
        route("/outbox/jobs/{job}/again", job_again, _POST, OUTBOX),
    ]


def _cases() -> list[Route]:
    """The way to cases and what goes with them: papers, files, work on many."""
    return [
        route("/new", calldesk, _GET, ANYONE),
        route("/new/find", calldesk_find, _GET, ANYONE),
        route("/print/run/{uid}", print_run, _GET, ANYONE),
        route("/print/{number}", printed, _GET, ANYONE),
        route("/check/{number}", check, _GET, CHECK),
        route("/s/{plugin}/{subject}/{number}/prints/{print}", issue, _POST, ANYONE),
        _larger(route("/s/{plugin}/{subject}/{number}/files", upload, _POST, ANYONE), BODY_LIMIT),
        route("/s/{plugin}/{subject}/{number}/notes", write_note, _POST, ANYONE),
        route("/s/{plugin}/{subject}/{number}/personal", reveal_page, _GET, ANYONE),
        route("/s/{plugin}/{subject}/{number}/personal", reveal, _POST, ANYONE),
        route("/files/{number}", content, _GET, ANYONE),
        route("/files/{number}/thumb", preview, _GET, ANYONE),
        route("/files/{number}/remove", remove, _POST, ANYONE),
        route("/customers/alike", alike, _GET, ALIKE),
        route("/search", search_page, _GET, ANYONE),
        route("/search/suggest", search_suggest, _GET, ANYONE),
        route("/load", load_index, _GET, LOAD),
        route("/load/{what}", load_page, _GET, LOAD),
        _larger(route("/load/{what}", upload_list, _POST, LOAD), LOAD_LIMIT),
        route("/load/{what}/template.xlsx", template, _GET, LOAD),
        route("/load/{what}/{uid}", enter, _POST, LOAD),
        route("/tasks/{uid}.json", task_as_json, _GET, ANYONE),
        route("/tasks/{uid}", task_page, _GET, ANYONE),
        route("/tasks/{uid}/again", task_again, _POST, ANYONE),
        route("/tasks/{uid}/wrong-rows.csv", wrong_rows, _GET, ANYONE),
    ]


def _larger(made: Route, most: int) -> Route:
    """The route takes bodies of up to `most` bytes; all others stay at what the application allows."""
    made.app = RequestBodyLimitMiddleware(made.app, max_body_size=most)
    return made
