"""A permission in the words people know it by, not in its name."""

from __future__ import annotations

from dataclasses import dataclass

from core.declare import N_
from core.host.host import host
from core.i18n import gettext as _

_ENDS = {
    "read": N_("Read"),
    "unmask": N_("See personal data always"),
    "reveal": N_("Have personal data shown for a reason"),
    "remove_others": N_("Remove what others attached"),
}
_PAGES = {
    "workbench": N_("Workbench and own duties"),
    "clauses": N_("Regulation map"),
    "policies": N_("Policies"),
    "plugins": N_("Plugins"),
    "load": N_("Load lists"),
    "alike": N_("Customers alike"),
    "kpis": N_("KPIs"),
    "journal": N_("Journal"),
    "outbox": N_("Not sent"),
    "metrics": N_("Figures for monitoring"),
    "roles": N_("Roles and rights"),
}


@dataclass(frozen=True, order=True)
class Words:
    """Whose it is, what it is about, what may be done; all in the reader's language."""

    plugin: str
    about: str
    what: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.plugin, self.about, self.what) if part)


def words(permission: str) -> Words:
    """Words of a declared permission; for what nobody has put into words its name."""
    if permission == "*":
        return Words("", "", _("Everything its user may do"))
    registry = host().registry
    on, _dot, last = permission.rpartition(".")
    plugin = registry.plugins.get(permission.partition(".")[0])
    shown = registry.prints.get(on)
    subject = registry.subjects.get(shown.on if shown else on)
    about = _(subject.label) if subject else _("Pages") if on.endswith(".page") else ""
    return Words(_(plugin.manifest.label) if plugin else "", about, _what(permission, on, last))


def _what(permission: str, on: str, last: str) -> str:
    registry = host().registry
    if permission in registry.acts:
        return _(registry.acts[permission].label)
    if on in registry.prints:
        return _("Print: %(label)s", label=_(registry.prints[on].label))
    if on in registry.file_kinds:
        return _("Read files: %(label)s", label=_(registry.file_kinds[on].label))
    book = next((b for b in registry.books.values() if b.permission == permission and b.label), None)
    if book is not None:
        return _("Read the book: %(label)s", label=_(book.label))
    if on == "core.page" and last in _PAGES:
        return _(_PAGES[last])
    if on.endswith(".page"):
        return _(last.replace("_", " ").capitalize())  # a plugin's own page, by its name in the plugin's catalog
    return _(_ENDS[last]) if last in _ENDS and on in registry.subjects else permission
