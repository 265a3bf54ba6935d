"""All subjects, one file per part."""

from __future__ import annotations

from plugins.contractor_safety.subjects import fund, gate, people, site

DECLARED = (*people.DECLARED, *gate.DECLARED, *site.DECLARED, *fund.DECLARED)
