"""Seeds of randomised tests: a few for every run of the tests, the others for `make soak`."""

from _pytest.mark.structures import ParameterSet
from pytest import mark, param


def seeds(count: int, usual: int = 2, first: int = 0) -> list[ParameterSet]:
    """Return so many seeds; those after the usual ones only count where `soak` is asked for."""
    return [
        param(first + place, marks=() if place < usual else mark.soak) for place in range(count)
    ]
