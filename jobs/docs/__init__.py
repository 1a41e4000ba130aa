"""Generate the parts of docs/ that are derived from code, SQL and policy."""
