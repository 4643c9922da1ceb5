"""Errors form one small tree: a code for machines, a sentence for people, an exit code for scripts, and never a name in the data."""

from __future__ import annotations

import pickle

import pytest

from homeward.kernel import errors
from homeward.kernel.errors import BadInput, CannotWrite, HomewardError, Inconsistent, Unreadable

ALL = [HomewardError, BadInput, Unreadable, Inconsistent, CannotWrite]


def test_the_tree_is_what_its_picture_says() -> None:
    assert Unreadable.__bases__ == Inconsistent.__bases__ == (BadInput,)
    assert BadInput.__bases__ == CannotWrite.__bases__ == (HomewardError,)
    defined = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert set(defined) == set(ALL)
    assert errors.__doc__ is not None
    assert all(error.__name__ in errors.__doc__ for error in ALL)


def test_every_error_has_a_code_of_its_own() -> None:
    assert len({error.code for error in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("error", "code"), [(HomewardError, 1), (BadInput, 2), (Unreadable, 2), (Inconsistent, 2), (CannotWrite, 4)]
)
def test_exit_codes(error: type[HomewardError], code: int) -> None:
    assert error("A sentence.").exit_code == code


@pytest.mark.parametrize("error", ALL)
def test_a_sentence_for_people_and_facts_for_machines(error: type[HomewardError]) -> None:
    raised = error("people.csv, line 3: there is no id. Give one.", file="people.csv", row=3, field=None)
    assert str(raised) == "people.csv, line 3: there is no id. Give one."
    assert raised.data == {"file": "people.csv", "row": 3, "field": None}


@pytest.mark.parametrize("error", ALL)
def test_an_error_crosses_to_another_process_with_its_sentence(error: type[HomewardError]) -> None:
    sent = pickle.loads(pickle.dumps(error("The list is empty.", file="list.csv")))
    assert type(sent) is error
    assert str(sent) == "The list is empty."
    assert sent.data == {"file": "list.csv"}
