"""Translations as data: every text in six languages, who stands behind it, and whether the English has changed."""
