"""The plugin's own addresses: the gate and the safety board."""

from __future__ import annotations

from core.api import route
from plugins.contractor_safety import names as n
from plugins.contractor_safety.board import board
from plugins.contractor_safety.gate import decide, gate

ROUTES = (
    route("/gate", gate, permission=n.GATE_PAGE),
    route("/gate", decide, ("POST",), n.GATE_PAGE),
    route("/board", board, permission=n.BOARD_PAGE),
)
