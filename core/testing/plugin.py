"""The pytest plugin of Guizhang: imported by every pytest run, so it imports nothing of the application at its top."""
