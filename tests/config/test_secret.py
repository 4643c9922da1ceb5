"""The secret that signs cookies: made once, kept, its owner's alone, different everywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from homeward.config.secret import secret_key


def test_it_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "home/keys"
    made = secret_key(folder)
    assert len(made) >= 50
    assert secret_key(folder) == made
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "web-secret").stat().st_mode & 0o077 == 0


def test_every_installation_has_its_own(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_processes_that_start_at_the_same_moment_read_the_same_one(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from homeward.config.secret import secret_key; "
        "sys.stdin.read(); print(secret_key(Path(sys.argv[1])))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "keys")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in started:
        process.stdin.close()
    found = {process.stdout.read() for process in started}
    assert [process.wait() for process in started] == [0] * 6
    assert len(found) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["web-secret"]
