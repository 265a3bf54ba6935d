"""What every plugin must hold."""

from core.testing.conformance import PluginConformance


class TestConformance(PluginConformance):
    plugin = "realestate_handover"
