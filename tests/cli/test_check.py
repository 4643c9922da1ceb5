"""`homeward check` prints everything that an installation needs, for people and for programs, and ends with 3 over what must be done."""

from __future__ import annotations

import json

from homeward.cli.needs import NEEDS
from installations import Installation, wait_for


def states(installation: Installation, code: int) -> dict[str, str]:
    done = installation.run("check", "--json")
    assert done.returncode == code, done.stdout
    return {one["what"]: one["state"] for one in json.loads(done.stdout)}


def test_a_new_installation_is_fine_once_a_worker_is_alive(installation: Installation) -> None:
    found = states(installation, 3)
    assert len(found) == len(NEEDS)
    assert [what for what, state in found.items() if state == "do"] == ["worker"]
    installation.start("worker")
    wait_for(lambda: installation.ask("SELECT count(*) FROM work_worker") == [(1,)])
    assert states(installation, 0)["worker"] == "fine"


def test_the_list_for_people_says_what_to_do(installation: Installation) -> None:
    done = installation.run("check")
    assert done.returncode == 3
    assert "do    worker          None is alive" in done.stdout
    assert "1 thing to do before people work here." in done.stdout


def test_a_database_that_does_not_answer_is_one_line_of_it(installation: Installation) -> None:
    done = installation.run("check", HOMEWARD_DATABASE_URL="postgres://nobody:secret@127.0.0.1:1/none")
    assert done.returncode == 3
    assert "It does not answer." in done.stdout
    assert "secret" not in done.stdout + done.stderr
