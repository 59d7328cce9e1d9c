"""How records change: every change is a revision, so that any page can be asked for as it was recorded."""
