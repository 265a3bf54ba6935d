"""What plugin authors test with; loaded by pytest through the entry point of core.testing.plugin."""
