"""What is asked for, one file for each part of the regulation."""
