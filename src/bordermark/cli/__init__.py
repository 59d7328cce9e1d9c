"""The ``bordermark`` command: each command calls one function of a room."""
