"""The entities of this world as authority records: names, acronyms, aliases, and who is a member of what."""
