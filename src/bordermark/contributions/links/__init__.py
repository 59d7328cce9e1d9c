"""Whether the addresses that records name still lead somewhere. It only reports: no record is changed."""
