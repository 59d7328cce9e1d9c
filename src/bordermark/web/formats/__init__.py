"""Date formats for the languages whose codes Django does not know."""
