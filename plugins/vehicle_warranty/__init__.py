"""Vehicle warranty: from the call to the supplier's money."""
