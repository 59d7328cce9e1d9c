"""Screening declarations: how fast, beside what else one could do."""
