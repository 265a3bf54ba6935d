"""What every plugin must hold, whoever writes it: subclass, name the plugin, and these checks run against it.

class TestConformance(PluginConformance):
    plugin = "vehicle_warranty"
"""

from core.testing.conformance.declared import DeclaredChecks
from core.testing.conformance.life import LifeChecks
from core.testing.conformance.loads import LoadChecks
from core.testing.conformance.names import NameChecks
from core.testing.conformance.schema import SchemaChecks
from core.testing.conformance.seen import SeenChecks


class PluginConformance(LoadChecks, NameChecks, SchemaChecks, DeclaredChecks, SeenChecks, LifeChecks):
    """Thirty checks. `plugin` is the name of an installed plugin."""


__all__ = ["PluginConformance"]
