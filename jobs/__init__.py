"""The nightly batch: all of groupspam that reads, writes, times or configures."""
