"""How long near-duplicates take."""
