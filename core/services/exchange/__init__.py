"""Sheets in and out: the company's own customers and products come from the files it already has."""
