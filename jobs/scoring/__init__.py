"""From signals to flags: rules, evidence, ban exemptions, the decision and its reasons.

Reads tables of signals and the policy; reads no log and writes no file.
"""
