"""The Django project: settings, root addresses, base templates, static files, home and the API root."""
