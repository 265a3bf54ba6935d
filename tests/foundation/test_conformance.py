"""What every plugin must hold, this one too."""

from core.testing.conformance import PluginConformance


class TestConformance(PluginConformance):
    plugin = "foundation"
