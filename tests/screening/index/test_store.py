"""An index that was saved is the index that is opened; what is damaged, foreign or of another version is refused in words."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from homeward.kernel.errors import BadInput, CannotWrite, HomewardError, Unreadable
from homeward.screening.index.build import build, build_lists
from homeward.screening.index.store import Index, open_index, texts
from homeward.watchlists.catalog import open_list


@pytest.fixture(scope="module")
def index(invented: Any) -> Index:
    return build_lists([open_list(invented.watchlist)])


@pytest.fixture
def folder(index: Index, tmp_path: Path) -> Path:
    index.save(tmp_path / "lists")
    return tmp_path / "lists"


def flat(value: Any, name: str = "index") -> dict[str, Any]:
    """Everything in an index by name, arrays at the ends."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {k: v for field in value._fields for k, v in flat(getattr(value, field), f"{name}.{field}").items()}
    return {name: value}


def parts(index: Index) -> dict[str, Any]:
    fields = {field: getattr(index, field) for field in index.__dataclass_fields__ if field != "vocabulary"}
    fields |= {"keys": list(index.vocabulary.keys), "counts": index.vocabulary.counts}
    fields |= {"sounds": index.vocabulary.sounds.arrays, "trie": index.vocabulary.sounds.trie}
    return {k: v for field, value in fields.items() for k, v in flat(value, field).items()}


def test_what_is_opened_is_what_was_saved(index: Index, folder: Path) -> None:
    before, after = parts(index), parts(open_index(folder, check=True))
    assert before.keys() == after.keys()
    for name, value in before.items():
        if isinstance(value, np.ndarray):
            assert value.dtype == after[name].dtype, name
            assert np.array_equal(value, after[name]), name
        else:
            assert value == after[name], name


def test_the_same_lists_give_the_same_folder(index: Index, tmp_path: Path, invented: Any) -> None:
    again = build_lists([open_list(invented.watchlist)])
    assert index.save(tmp_path / "one").hash == again.save(tmp_path / "two").hash


def test_opened_arrays_are_mapped_and_what_is_written_to_them_stays_here(folder: Path) -> None:
    opened = open_index(folder)
    assert type(opened.sheet.tokens) is np.ndarray
    opened.sheet.tokens[0] += 1
    assert open_index(folder, check=True).sheet.tokens[0] == opened.sheet.tokens[0] - 1


def test_opening_reads_nothing_that_grows_with_the_list(folder: Path, index: Index) -> None:
    """The trie of sounds above all: its making was the slow part."""
    opened = open_index(folder)
    assert opened.vocabulary.sounds.trie is opened.vocabulary.sounds.trie
    assert opened.vocabulary.sounds.trie.order.base is not None
    assert not isinstance(opened.vocabulary.keys, tuple)
    assert opened.vocabulary.keys[-1] == index.vocabulary.keys[-1]
    assert opened.vocabulary.keys[1:3] == list(index.vocabulary.keys[1:3])
    with pytest.raises(IndexError):
        opened.vocabulary.keys[len(index.vocabulary.keys)]


def test_texts_of_no_words() -> None:
    assert [array.tolist() for array in texts([])] == [[], [0]]


def test_an_index_of_nobody_is_kept_too(tmp_path: Path) -> None:
    build([]).save(tmp_path / "empty")
    assert len(open_index(tmp_path / "empty", check=True)) == 0


def test_what_is_kept_of_a_list(folder: Path, invented: Any) -> None:
    (source,) = open_index(folder).sources
    assert (source.list_id, source.read, source.kept, source.refused) == ("invented-un", 150, 150, 0)
    assert len(source.sha256) == 64
    assert json.loads((folder / "index.json").read_bytes())["facts"]["counts"]["entries"] == 150


def test_the_main_name_leads(index: Index, invented: Any) -> None:
    for entry, listing in enumerate(invented.listings):
        assert index.names.get(int(index.primary[entry])) == next(n.text for n in listing.names if n.primary)
        assert index.ids.get(entry) == listing.entry_id


def _cut(folder: Path) -> None:
    os.truncate(folder / "order.bin", 8)


def _lose(folder: Path) -> None:
    (folder / "sheet.tokens.bin").unlink()


def _change_manifest(**changes: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = json.loads((folder / "index.json").read_bytes()) | changes
        (folder / "index.json").write_bytes(json.dumps(content).encode())

    return change


def _forget(folder: Path) -> None:
    content = json.loads((folder / "index.json").read_bytes())
    del content["arrays"]["trie.order"]
    (folder / "index.json").write_bytes(json.dumps(content).encode())


def _age(folder: Path) -> None:
    content = json.loads((folder / "index.json").read_bytes())
    content["facts"]["made_with"]["lexicon"] = "another"
    (folder / "index.json").write_bytes(json.dumps(content).encode())


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_cut, r"lists is damaged: order\.bin"), (_lose, r"damaged: sheet\.tokens\.bin"), (_forget, r"damaged: it has no trie\.order"),
        (_age, r"another version \(lexicon\)"), (_change_manifest(version=1), "another version of Homeward"),
        (_change_manifest(kind="wine list"), "not an index but a wine list"), (_change_manifest(facts={}), "manifest is not whole"),
        (_change_manifest(arrays={"order": {"dtype": "O", "shape": [-1], "sha256": ""}}), r"order\.bin"),
        (lambda folder: (folder / "index.json").write_bytes(b"{"), "not an index, or index.json in it is damaged"),
        (lambda folder: (folder / "index.json").unlink(), "is not an index"),
        (lambda folder: shutil.rmtree(folder), "is not an index"),
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_folder_is_refused_in_words(
    damage: Callable[[Path], Any], says: str, folder: Path
) -> None:
    damage(folder)
    with pytest.raises(BadInput, match=says):
        open_index(folder)


def test_changed_content_is_found_when_it_is_checked(folder: Path) -> None:
    path = folder / "names.content.bin"
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)
    open_index(folder)
    with pytest.raises(Unreadable, match=r"names\.content\.bin is not as it was written"):
        open_index(folder, check=True)


def test_an_earlier_index_is_replaced_and_nothing_else_is(index: Index, folder: Path) -> None:
    (folder / "extra").write_text("from before")
    index.save(folder)
    assert not (folder / "extra").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["lists"]
    other = folder.parent / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    with pytest.raises(BadInput, match="is no index: it is not replaced"):
        index.save(other)
    assert (other / "letter.txt").read_text() == "dear"


def test_a_full_disk_leaves_the_earlier_index_and_nothing_half_written(folder: Path, invented: Any) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from homeward.cli.main import main; sys.exit(main())",
         "lists", "index", str(invented.watchlist), "--out", str(folder)],
        capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert re.match("The (index lists|entries) could not be (written|put aside): ", done.stderr)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["lists"]


def test_a_place_that_takes_no_folder(index: Index, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="The index lists could not be written"):
        index.save(tmp_path / "file" / "lists")


def test_every_refusal_is_one_sentence_or_two_without_a_folder(folder: Path) -> None:
    _cut(folder)
    with pytest.raises(HomewardError) as caught:
        open_index(folder)
    assert str(folder.parent) not in str(caught.value)
    assert msgspec.json.encode(str(caught.value)).decode().count("\\n") == 0
