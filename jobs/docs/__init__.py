"""Writes the parts of docs/ that follow from code, SQL and policy, so that none can fall behind."""
