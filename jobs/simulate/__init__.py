"""Simulate logs: plant spam and similar innocent accounts into a population or a user's logs."""

from jobs.simulate.run import Planted, SimulateResult, simulate

__all__ = ["Planted", "SimulateResult", "simulate"]
