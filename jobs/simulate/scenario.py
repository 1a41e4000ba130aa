"""Read a scenario: the packaged one, overlaid with a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.contract.errors import PolicyInvalid, nearest
from jobs.simulate.draws import Ranges
from jobs.simulate.parameters import WorldParameters

_PACKAGED = Path(__file__).parent / "scenario.toml"
_COUNT = "count"

Document = dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """The parameters of a world, and the ranges and count of each kind."""

    parameters: WorldParameters
    ranges: Mapping[str, Ranges]
    counts: Mapping[str, int]


def read_scenario(path: Path | None = None) -> Scenario:
    """Return the packaged scenario, overlaid with the values of a file.

    Raises:
        PolicyInvalid: if the file cannot be read, or has an unknown key or an invalid value.
    """
    known = tomllib.loads(_PACKAGED.read_text(encoding="utf-8"))
    if path is not None:
        _overlay(known, _load(path), str(path), ())
    kinds: Mapping[str, Document] = known["kinds"]
    return Scenario(
        WorldParameters(**{name: float(value) for name, value in known["world"].items()}),
        {
            kind: {name: (float(v[0]), float(v[1])) for name, v in table.items() if name != _COUNT}
            for kind, table in kinds.items()
        },
        {kind: int(table[_COUNT]) for kind, table in kinds.items()},
    )


def _load(path: Path) -> Document:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyInvalid(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyInvalid(f"{path}: not TOML ({error})") from error


def _overlay(known: Document, given: Document, path: str, place: tuple[str, ...]) -> None:
    for name, value in given.items():
        key = ".".join((*place, name))
        if name not in known:
            raise PolicyInvalid(f"{path}: unknown key {key}{nearest(name, known)}")
        if isinstance(known[name], dict):
            if not isinstance(value, dict):
                raise PolicyInvalid(f"{path}: {key} is a table; write [{key}]")
            _overlay(known[name], value, path, (*place, name))
            continue
        if wrong := _wrong(known[name], value, is_count=name == _COUNT):
            raise PolicyInvalid(f"{path}: {key} is {value!r}; {wrong}")
        known[name] = value


def _wrong(known: object, value: object, *, is_count: bool) -> str:
    """Return what a value should be; empty if it is valid."""
    if is_count:
        is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return "" if is_whole else "name a whole number, 0 or more"
    if isinstance(known, list):
        is_pair = isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
        is_range = is_pair and isinstance(value, list) and value[0] <= value[1]
        return "" if is_range else "name [low, high] with 0 <= low <= high"
    return "" if _is_number(value) else "name a number, 0 or more"


def _is_number(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and isinstance(value, int | float) and 0 <= value < float("inf")
