"""Loads a policy from a text that overlays the packaged one."""

from collections.abc import Callable
from pathlib import Path

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.policy import Policy

CATALOG = catalogs.packaged()

Load = Callable[[str], Policy]


def loader(folder: Path) -> Load:
    """Return what loads the packaged policy under a text, by way of a file in a folder."""

    def load(overlay: str) -> Policy:
        path = folder / "overlay.toml"
        path.write_text(overlay, encoding="utf-8")
        return policies.load(CATALOG, path)

    return load
