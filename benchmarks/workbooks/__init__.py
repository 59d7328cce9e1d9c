"""How long a workbook takes, and how much memory."""
