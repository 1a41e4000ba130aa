"""Run the nightly batch: the run itself, its dry run, its manifest and the check before it.

Calls the other packages in order; contains no detection logic.
"""
