"""Who may do what to which object: people and their roles, tokens, the audit log, notifications."""
