"""One seeded fault for each check: the plugin that `new-plugin` writes, wrong in one place.

`says` is looked for in what the check reports. A fault of the host itself, which no plugin can make, is a `patch`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from core.acts import gating
from core.models.access import Actor
from core.services import sweep

RAW = "from tortoise import fields\n"
MODEL = "from tortoise import fields\nfrom tortoise.models import Model\n"
HOOKS = "@hookimpl\ndef prints()"


@dataclass(frozen=True)
class Fault:
    """In `file`, `old` becomes `new` ("" = the file is new); `late`: only when the host has started."""

    says: str
    file: str = ""
    old: str = ""
    new: str = ""
    late: bool = False
    patch: Callable[[pytest.MonkeyPatch], None] | None = None


def _hook(name: str, body: str, more: str = "") -> tuple[str, str]:
    return HOOKS, f"{more}@hookimpl\ndef {name}():\n    {body}\n\n\n{HOOKS}"


def _page(permission: str) -> tuple[str, str]:
    page = "async def page(request):\n    from starlette.responses import Response\n\n    return Response()\n\n\n"
    return _hook(
        "routes", f'from core.api import route\n\n    return [route("/page", page, permission="{permission}")]', page
    )


_SLOT = 'from core.api import Slot\n\n    return [Slot("core.customer.detail", "s", "S", "shaky/print_order.html", nothing)]'
_EMPTY = "async def nothing(actor, row):\n    return {'first': [][0]}\n\n\n"


async def _all_on(column: str, due: str, at: Any, on: Any) -> int:
    return await _note(column, due, at, ["core", "shaky"])


_note = sweep._note

FAULTS: dict[str, list[Fault]] = {
    "test_its_manifest_is_valid": [Fault("Invalid version", "plugin.py", 'version="0.1.0"', 'version="one"')],
    "test_it_loads_with_what_it_requires_and_nothing_else": [
        Fault("unknown states", "acts.py", 'source=("open",)', 'source=("opened",)')
    ],
    "test_it_loads_beside_every_other_plugin": [
        Fault(
            "FD-1 is declared twice",
            "clauses.py",
            'Clause("SH-1"',
            'Clause("FD-1", "SH", "9", "D", "x"), Clause("SH-1"',
        )
    ],
    "test_its_hooks_are_plain_declarations": [
        Fault("order of plugins", "plugin.py", "@hookimpl\ndef roles", "@hookimpl(tryfirst=True)\ndef roles"),
        Fault("async", "plugin.py", "", "\n\n@hookimpl\nasync def jobs():\n    return []\n", late=True),
    ],
    "test_its_hooks_answer_the_same_twice": [
        Fault(
            "assert", "plugin.py", "return _screens.SCREENS", "return iter(_USED)\n\n\n_USED = iter(_screens.SCREENS)"
        )
    ],
    "test_it_imports_only_what_a_plugin_may": [
        Fault("core.models", "rules.py", "from shaky.models", "import core.models  # noqa\nfrom shaky.models")
    ],
    "test_its_tables_and_indexes_bear_its_name": [
        Fault(
            "'loose'",
            "models.py",
            RAW,
            f"{MODEL}\n\nclass Loose(Model):\n    class Meta:\n        table = 'loose'\n\n\n",
        )
    ],
    "test_its_ways_back_bear_its_name": [
        Fault("orders", "models.py", 'Ref("core.Customer")', 'Ref("core.Customer", related_name="orders")')
    ],
    "test_its_permissions_and_roles_bear_its_name": [
        Fault("core.customer.read", "plugin.py", *_hook("permissions", 'return {"core.customer.read": ("agent",)}'))
    ],
    "test_its_routes_lie_under_its_own_address": [Fault("/page", "plugin.py", *_page("public"))],
    "test_its_folders_hold_nothing_of_others": [Fault("other", "templates/other/page.html", "", "<p>x</p>")],
    "test_it_reads_no_clock_but_the_cores": [
        Fault("acts.py", "acts.py", "ctx.set(finished_at=ctx.now)", "ctx.set(finished_at=datetime.now(UTC))")
    ],
    "test_every_foreign_key_restricts": [
        Fault(
            "Order.customer",
            "models.py",
            'Ref("core.Customer")',
            'fields.ForeignKeyField("core.Customer", related_name=False)',
        )
    ],
    "test_every_table_has_a_key_of_its_own": [
        Fault(
            "'Side'",
            "models.py",
            RAW,
            f"{MODEL}\n\nclass Side(Model):\n    code = fields.CharField(max_length=9, primary_key=True)\n\n    class Meta:\n"
            "        table = 'shaky_side'\n\n\n",
        )
    ],
    "test_migrations_say_what_the_models_say": [Fault("shaky:", "models.py", "max_length=200", "max_length=210")],
    "test_migrations_depend_on_exact_names": [
        Fault("__first__", "migrations/0001_initial.py", "('core', '", "('core', '__first__'), ('core', '", late=True)
    ],
    "test_rows_survive_its_migrations": [
        Fault(
            "Rows were lost",
            "migrations/0002_lost.py",
            "",
            "from tortoise import migrations\nfrom tortoise.migrations import operations as ops\n\n\n"
            "class Migration(migrations.Migration):\n    dependencies = [('shaky', '0001_initial')]\n"
            "    operations = [ops.RunSQL('DELETE FROM shaky_order')]\n",
            late=True,
        )
    ],
    "test_every_clause_is_carried_and_tested_or_planned": [
        Fault("not carried", "clauses.py", 'Clause("SH-1"', 'Clause("SH-9", "SH", "9", "D", "x"), Clause("SH-1"'),
        Fault("not tested", "../tests/test_gate.py", '@pytest.mark.clause("SH-2")', ""),
    ],
    "test_every_rule_has_its_clause": [Fault("Gate", "rules.py", 'Gate(OPEN, "SH-2"', "Gate(OPEN, None")],
    "test_its_readme_and_its_clauses_agree": [
        Fault("SH-2", "../README.md", "| SH-2 |", "| |"),
        Fault("SH-7", "../README.md", "| SH-2 |", "| SH-2 | | | | |\n| SH-7 |"),
    ],
    "test_every_policy_it_reads_exists": [
        Fault("sh.nothing", "acts.py", "ctx.set(finished_at=ctx.now)", 'ctx.set(finished_at=ctx.policy("sh.nothing"))')
    ],
    "test_every_refusal_leads_somewhere": [
        Fault("shaky.order.close", "rules.py", 'finished"), FINISH,', 'finished"), "shaky.order.close",')
    ],
    "test_every_state_is_reached_and_left": [
        Fault("leads to lost", "subjects.py", '"finished": Stage', '"lost": Stage("Lost"), "finished": Stage')
    ],
    "test_every_deadline_can_be_kept": [
        Fault("manager owes", "rules.py", "act=FINISH,\n    )", 'act=FINISH,\n        owes="role:manager",\n    )')
    ],
    "test_every_page_and_act_is_closed_without_a_role": [
        Fault("shaky.order", patch=lambda m: m.setattr(Actor, "may", lambda self, permission: True))
    ],
    "test_every_route_of_its_own_is_closed_without_a_role": [
        Fault(
            "/page is open",
            "plugin.py",
            *_page("core.customer.read"),
            patch=lambda m: m.setattr(Actor, "may", lambda self, permission: True),
        )
    ],
    "test_every_list_opens_for_its_roles": [
        Fault("shaky.order", "screens.py", 'Column("customer__name"', 'Column("customer__nothing"')
    ],
    "test_every_form_opens_for_its_roles": [
        Fault(
            "shaky.order.open",
            "acts.py",
            'what = Text(N_("What is asked for"), required=True, max=200)',
            'what = __import__("core.api").api.Choice(N_("What is asked for"), choices=7)',
        )
    ],
    "test_every_template_is_there_and_compiles": [
        Fault("block", "templates/shaky/print_order.html", "{% endblock %}", ""),
        Fault("print_paper", "prints.py", "print_order.html", "print_paper.html"),
    ],
    "test_no_template_runs_what_somebody_typed": [
        Fault("inline event handler", "templates/shaky/print_order.html", "<table>", '<table onclick="run()">')
    ],
    "test_every_text_is_translated": [Fault("Finish it soon", "rules.py", "Finish the order", "Finish it soon")],
    "test_every_slot_can_show_an_empty_subject": [Fault("list index", "plugin.py", *_hook("slots", _SLOT, _EMPTY))],
    "test_switched_off_it_keeps_its_data_and_makes_no_alarm": [
        Fault("makes no alarm", patch=lambda m: m.setattr(sweep, "_note", _all_on))
    ],
    "test_switched_off_its_acts_are_refused_and_its_pages_are_gone": [
        Fault("", patch=lambda m: m.setattr(gating, "off", lambda act, house: None))
    ],
    "test_its_demo_runs_twice_and_stands_before_the_judge": [
        Fault("SH-2", "demo.py", 'key=f"shaky:{n}"', "key=__import__('uuid').uuid4().hex")
    ],
    "test_its_wheel_carries_everything": [
        Fault(
            "print_order.html",
            "../pyproject.toml",
            'packages = ["shaky"]',
            'packages = ["shaky"]\nexclude = ["*.html"]',
        )
    ],
}
