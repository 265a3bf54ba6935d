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
from core.web.page_outbox import again, outbox, outbox_json
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


def routes(host: Host) -> list[Route]:
    """All of them; the first that fits answers."""
    get, post = ("GET",), ("POST",)
    return [
        route("/", workbench, get, ANYONE),
        route("/new", calldesk, get, ANYONE),
        route("/new/find", calldesk_find, get, ANYONE),
        route("/duties", duties, get, ANYONE),
        route("/duties.json", duties_json, get, ANYONE),
        route("/journal", journal, get, JOURNAL),
        route("/journal.json", journal_json, get, JOURNAL),
        route("/policies", policies, get, POLICIES),
        route("/policies/{key}", policy, get, POLICIES),
        route("/policies/{key}", set_policy, post, POLICIES),
        route("/policies/{key}/preview", preview_policy, post, POLICIES),
        route("/plugins", plugins, get, PLUGINS),
        route("/plugins/{plugin}", plugin_off, get, PLUGINS),
        route("/plugins/{plugin}", switch_plugin, post, PLUGINS),
        route("/kpis", kpis, get, KPIS),
        route("/kpis.json", kpis_json, get, KPIS),
        # before the page: a name may hold a dot
        route("/kpis/{kpi}.json", kpi_json_page, get, KPIS),
        route("/kpis/{kpi}", kpi, get, KPIS),
        # a book names its own right
        route("/ledger/{plugin}/{book}.csv", ledger_csv, get, ANYONE),
        route("/ledger/{plugin}/{book}", ledger, get, ANYONE),
        route("/clauses", clauses, get, ANYONE),
        route("/clauses.json", clauses_json, get, ANYONE),
        route("/clauses/{clause}", clause, get, ANYONE),
        route("/print/run/{uid}", print_run, get, ANYONE),
        route("/print/{number}", printed, get, ANYONE),
        route("/check/{number}", check, get, CHECK),
        route("/s/{plugin}/{subject}/{number}/prints/{print}", issue, post, ANYONE),
        _larger(route("/s/{plugin}/{subject}/{number}/files", upload, post, ANYONE), BODY_LIMIT),
        route("/me", me, get, ANYONE),
        route("/me", save_me, post, ANYONE),
        route("/roles", roles, get, ROLES),
        route("/roles/{role}", role, get, ROLES),
        route("/me/second", second_page, get, ANYONE),
        route("/me/second", save_second, post, ANYONE),
        route("/password", password_page, get, ANYONE),
        route("/password", save_password, post, ANYONE),
        route("/me/sessions/{id:int}/end", end_session, post, ANYONE),
        route("/outbox", outbox, get, OUTBOX),
        route("/outbox.json", outbox_json, get, OUTBOX),
        route("/outbox/{id:int}/again", again, post, OUTBOX),
        route("/inbox", inbox, get, ANYONE),
        route("/inbox.json", inbox_json, get, ANYONE),
        route("/inbox/read", read_all, post, ANYONE),
        route("/inbox/{id:int}/read", read_one, post, ANYONE),
        route("/s/{plugin}/{subject}/{number}/notes", write_note, post, ANYONE),
        route("/s/{plugin}/{subject}/{number}/personal", reveal_page, get, ANYONE),
        route("/s/{plugin}/{subject}/{number}/personal", reveal, post, ANYONE),
        route("/files/{number}", content, get, ANYONE),
        route("/files/{number}/thumb", preview, get, ANYONE),
        route("/files/{number}/remove", remove, post, ANYONE),
        route("/customers/alike", alike, get, ALIKE),
        route("/search", search_page, get, ANYONE),
        route("/search/suggest", search_suggest, get, ANYONE),
        route("/load", load_index, get, LOAD),
        route("/load/{what}", load_page, get, LOAD),
        _larger(route("/load/{what}", upload_list, post, LOAD), LOAD_LIMIT),
        route("/load/{what}/template.xlsx", template, get, LOAD),
        route("/load/{what}/{uid}", enter, post, LOAD),
        route("/tasks/{uid}.json", task_as_json, get, ANYONE),
        route("/tasks/{uid}", task_page, get, ANYONE),
        route("/tasks/{uid}/again", task_again, post, ANYONE),
        route("/tasks/{uid}/wrong-rows.csv", wrong_rows, get, ANYONE),
    ]


def _larger(made: Route, most: int) -> Route:
    """The route takes bodies of up to `most` bytes; all others stay at what the application allows."""
    made.app = RequestBodyLimitMiddleware(made.app, max_body_size=most)
    return made
