"""contractor_safety keeps everything that every plugin must."""

from __future__ import annotations

from core.testing.conformance import PluginConformance


class TestConformance(PluginConformance):
    plugin = "contractor_safety"
