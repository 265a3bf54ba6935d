"""Figures of the running product at the size of a real company: `python -m tests.load.bench`. No test judges a time."""
