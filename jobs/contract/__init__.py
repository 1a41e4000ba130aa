"""What the contract fixes for all: the input schema of the logs, and the errors with their exit codes.

Nothing enters that has behaviour; imports nothing of the project.
"""
