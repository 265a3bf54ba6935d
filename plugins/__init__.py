"""The regulations that ship with Guizhang, found by entry point exactly like foreign ones."""
