"""Tests of the simulation, and an independent judge of the rules that it plants for."""
