"""The Framework as a document: what is in it, in which order and words. Pure; ``documents.py`` gathers and sets it."""
