"""The CBM Framework: what the instruments of the compendium, taken together, ask of a State, and what of it binds."""
