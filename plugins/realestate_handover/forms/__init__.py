"""What is asked for, one file per subject."""
