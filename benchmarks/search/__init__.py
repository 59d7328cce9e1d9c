"""Search: latency, build time and size against SQLite FTS5 on the same questions."""
