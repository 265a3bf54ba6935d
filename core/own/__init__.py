"""The core's own subjects, declared through the same hooks as any plugin: no feature works only for us."""
