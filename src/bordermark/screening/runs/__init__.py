"""Runs: declarations that a State's officers send, screened beside the server, their alerts kept."""
