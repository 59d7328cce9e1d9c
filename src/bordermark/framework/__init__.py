"""The CBM Framework: what the instruments of the compendium ask of a State, measure by measure."""
