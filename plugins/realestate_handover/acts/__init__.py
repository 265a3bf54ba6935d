"""Everything that may be done, one file per subject."""

from __future__ import annotations

from plugins.realestate_handover.acts import estate

DECLARED = (*estate.ACTS,)
