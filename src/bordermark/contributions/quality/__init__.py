"""Quality at the point of entry and afterwards: near-duplicates, links, and what records want."""
