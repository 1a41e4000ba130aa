"""Decide flags from signals: rules, evidence, ban exemptions, decisions and reasons.

Reads signals and the policy; reads no logs and writes no files.
"""
