"""What the platform needs from the system beside Python: PostgreSQL to test on, a browser, fonts, and the library that sets type.

Comes in: nothing. Goes out: nothing where all is there. On Debian, as root, what is missing is installed; elsewhere a sentence
says exactly what is missing, and the exit code is 1. Never installs anything else.
Run: `python tools/system.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

FONTS = Path("/usr/share/fonts"), Path.home() / ".local/share/fonts", Path("/usr/local/share/fonts")


def postgres_folder() -> Path | None:
    """The folder of the newest PostgreSQL's programs, or None."""
    beside = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if beside:
        return max(beside, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def missing() -> dict[str, str]:
    """The Debian packages that are not there, each with what it is for."""
    fonts = any(next(folder.rglob("Noto*Arabic*"), None) for folder in FONTS if folder.is_dir())
    there = {
        "postgresql": (postgres_folder() is not None, "the tests run on PostgreSQL too"),
        "chromium": (bool(shutil.which("chromium") or shutil.which("chromium-browser")), "the pages are tested in it"),
        "fonts-noto-core": (fonts, "letters are set in Arabic and Latin script"),
        "libpangoft2-1.0-0": (find_library("pangoft2-1.0") is not None, "letters are laid out with it"),
    }
    return {package: use for package, (found, use) in there.items() if not found}


def install(packages: list[str]) -> bool:
    """Install Debian packages. Returns whether that worked."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {', '.join(packages)} ...", flush=True)
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["/usr/bin/apt-get", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def main() -> int:
    """Have everything there, or say what is not. Returns the exit code."""
    lacks = missing()
    if lacks and os.geteuid() == 0 and Path("/usr/bin/apt-get").exists():
        install(list(lacks))
        lacks = missing()
    for package, use in lacks.items():
        print(
            f"The package {package} is missing: {use}. Install it, for instance: apt-get install {package}",
            file=sys.stderr,
        )
    return 1 if lacks else 0


if __name__ == "__main__":
    sys.exit(main())
