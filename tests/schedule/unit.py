"""Reads the shipped systemd units, and does what systemd would do before it starts a command."""

import os
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SCHEDULE = Path(__file__).resolve().parents[2] / "jobs" / "schedule"


def unit(name: str) -> dict[str, list[tuple[str, str]]]:
    """Return the settings of a systemd unit by section; a key may come more than once."""
    sections: dict[str, list[tuple[str, str]]] = {}
    section = ""
    for line in (SCHEDULE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            sections[section] = []
        elif line and not line.startswith("#"):
            key, separator, value = line.partition("=")
            assert separator and value, line
            sections[section].append((key, value))
    return sections


@dataclass(frozen=True)
class Service:
    """A service unit in a root folder of its own, which no other user may write into.

    Args:
        root: stands for `/`; it is there and empty.
        installation: the virtual environment that stands for `/opt/groupspam`.
        own: gives a folder to the service's user.
    """

    root: Path
    installation: Path
    own: Callable[[Path], None]

    @property
    def settings(self) -> list[tuple[str, str]]:
        """The settings of the section Service."""
        return unit("groupspam.service")["Service"]

    @property
    def first(self) -> dict[str, str]:
        """The settings that come once."""
        return dict(self.settings)

    @property
    def cache(self) -> Path:
        """What `CacheDirectory` makes."""
        return self.root / "var/cache" / self.first["CacheDirectory"]

    def placed(self, text: str) -> str:
        """Return a setting with its specifiers replaced, and its paths put below the root."""
        specifiers = {"%": "%", "C": "/var/cache", "S": "/var/lib"}
        text = re.sub(r"%(.)", lambda found: specifiers[found[1]], text)
        text = text.replace("/opt/groupspam", str(self.installation))
        return re.sub(r"(?<![\w.])(?=/(?:srv|var)/)", str(self.root), text)

    def prepare(self) -> None:
        """Make the folders that systemd makes, and those that docs/operations.md says to make."""
        for kind, place in (("State", "var/lib"), ("Cache", "var/cache")):
            folder = self.root / place / self.first[f"{kind}Directory"]
            folder.mkdir(parents=True, mode=0o755)
            folder.chmod(int(self.first[f"{kind}DirectoryMode"], 8))
            self.own(folder)
        for path in self.first["ReadWritePaths"].split():
            folder = Path(self.placed(path))
            folder.mkdir(parents=True)
            self.own(folder)

    def environment(self) -> Mapping[str, str]:
        """Return the environment of the command: a system user's, whose home is not there."""
        given = (value for key, value in self.settings if key == "Environment")
        return {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "HOME": "/nonexistent",
            "USER": self.first["User"],
            **dict(self.placed(value).split("=", 1) for value in given),
        }

    def command(self) -> list[str]:
        """Return the command of ExecStart as words."""
        words = shlex.split(self.placed(self.first["ExecStart"]))
        return [word.replace("$$", "$") for word in words]

    def working_directory(self) -> str:
        """Return the folder that the command starts in."""
        return os.path.normpath(self.placed(self.first["WorkingDirectory"]))
