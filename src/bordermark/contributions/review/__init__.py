"""Change sets: drafted, reviewed, accepted and published; what touches the same record is merged by field."""
