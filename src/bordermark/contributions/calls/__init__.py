"""Calls for input: the secretariat asks bodies for their records by a day, sees who has answered, reminds, closes."""
