"""The plan of a State: kept in versions, tried on past runs, and applied to a run."""
