"""Screening judged on labelled lines: what is found, what is missed, what is found wrongly."""
