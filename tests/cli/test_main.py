"""The front door: what starts quickly, how a command ends, and what a person reads when it fails."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from homeward import __version__
from homeward.cli.main import VERBS, main, unforeseen

RUN = [sys.executable, "-c", "import sys; from homeward.cli.main import main; sys.exit(main())"]
LOADED = (
    "; print(*sorted({'numpy', 'numba', 'homeward.screening', 'homeward.names'} & set(sys.modules)), file=sys.stderr)"
)


def test_the_version() -> None:
    done = subprocess.run([*RUN, "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"homeward {__version__}\n")


def test_help_lists_every_verb_and_loads_no_engine() -> None:
    script = f"import sys; from homeward.cli.main import main; main(['--help']){LOADED}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert [verb for verb in VERBS if " " not in verb and f"  {verb} " not in done.stdout] == []
    assert done.stderr == "\n"


@pytest.mark.parametrize(
    ("arguments", "says"), [(["no-such-verb"], "No such command"), (["--no-such-option"], "No such option")]
)
def test_a_wrong_call_ends_with_2(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.out == ""


def test_a_verb_whose_parts_are_not_installed_says_how_to_install_them() -> None:
    script = "import sys; sys.modules['django'] = None; from homeward.cli.main import main; sys.exit(main(['migrate']))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (
        "This needs django, which is not installed. Install the platform: pip install 'homeward[platform]'\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full to stand for a full disk")
def test_a_full_disk_ends_with_4_and_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*RUN, "--version"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 4
    assert done.stderr.startswith(f"The output could not be written: {os.strerror(errno.ENOSPC)}. Make room")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run([*RUN, "--help"], stdout=write_end, stderr=subprocess.PIPE, text=True)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, "")


def test_names_in_any_script_are_printed_whatever_the_locale() -> None:
    script = (
        "from homeward.cli.main import main; from homeward.cli.render import show; main(['--version']); show('نور')"
    )
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment)
    assert done.stdout.decode("utf-8").splitlines()[-1] == "نور"
    assert done.returncode == 0


def test_a_defect_of_ours_is_reported_without_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        VERBS["Mister Invented"]
    except KeyError as error:
        unforeseen(type(error), error, error.__traceback__)
    err = capsys.readouterr().err
    assert "KeyError" in err
    assert __version__ in err
    assert "Invented" not in err
    assert err.count("\n") == 1


def test_a_defect_of_ours_names_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        main(["--version", object()])  # type: ignore[list-item]
    except TypeError as error:
        unforeseen(type(error), error, error.__traceback__)
    assert " at cli/main.py, line " in capsys.readouterr().err
