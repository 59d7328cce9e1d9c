"""What crosses the border: control lists, their links to the Harmonized System, and what is found with them."""
