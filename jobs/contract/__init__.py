"""Define the columns of the input logs, and the errors with their exit codes.

Holds definitions without behaviour; imports no other package of the project.
"""
