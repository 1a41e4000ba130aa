"""Plants spam, and innocents who look like it, into a made-up population or a user's logs."""

from jobs.simulate.run import Planted, SimulateResult, simulate

__all__ = ["Planted", "SimulateResult", "simulate"]
