"""Pages, JSON and sign-in: what a browser or another program meets."""
