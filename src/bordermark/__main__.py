"""``python -m bordermark`` is the ``bordermark`` command."""

from bordermark.cli.main import app

app()
