"""What the contract fixes for all other packages: the logs' columns, and the errors' exit codes.

Nothing enters that has behaviour; imports nothing of the project.
"""
