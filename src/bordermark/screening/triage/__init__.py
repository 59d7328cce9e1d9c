"""Alerts looked at by people: the queue, the steps that they take, and what became of it all."""
