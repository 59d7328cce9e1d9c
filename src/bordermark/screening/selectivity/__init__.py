"""Which lines are looked at, when not all can be: lanes within capacity, tried on the past, learning from results."""
