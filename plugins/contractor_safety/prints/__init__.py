"""Papers, one file per part."""

from __future__ import annotations

from plugins.contractor_safety.prints import site

DECLARED = (*site.PRINTS,)
