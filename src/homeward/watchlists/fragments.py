"""An XML file of a publisher, record by record, read so that no file can hurt: one record in memory, nothing declared.

Comes in: a path and the tags of its records. Goes out: a stream of `Fragment`s, each with its line and a hash of its content.
Refuses any document type or entity declaration before it can unfold, bottomless nesting, and a file that is cut short.
Never opens another file, never the network, and never holds the whole document.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from xml.parsers import expat

from homeward.kernel.errors import Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.table_formats import opened
from homeward.kernel.tables import FIELD_LIMIT, visible
from homeward.kernel.tally import Tally

BLOCK = 1 << 16
DEEPEST = 64  # elements within elements; published lists nest five deep
RECORD_LIMIT = 20 * FIELD_LIMIT  # characters of text in one record, which no party's entry comes near

_CUT_SHORT = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    }
)
_REASONS = {
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: (
        "a sign stands there that XML does not allow, or the file is not in the encoding that it declares"
    ),
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """One record: its text by tag, white space collapsed and empty elements left out.

    `fields` holds children and grandchildren (`TITLE/VALUE`); `groups` holds each child that has children of its own, as its
    first text by tag. `too_long` marks a record whose text went over the limit and was not kept whole.
    """

    tag: str
    position: Position
    fields: dict[str, list[str]] = field(default_factory=dict)
    groups: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    content_hash: str = ""
    too_long: bool = False

    def first(self, tag: str) -> str:
        """The first text under a tag, or nothing."""
        return self.fields[tag][0] if tag in self.fields else ""


def read_fragments(path: Path, tags: Collection[str], tally: Tally) -> Iterator[Fragment]:
    """The records of an XML file in its order. Raises `Unreadable` with the line where the file cannot be read on."""
    builder = _Builder(path.name, frozenset(tags), tally)
    with opened(path) as handle:
        while block := handle.read(BLOCK):
            builder.feed(block, last=False)
            while builder.done:
                yield builder.done.popleft()
        builder.feed(b"", last=True)


class _Builder:
    """Hears what the parser finds and puts records together."""

    def __init__(self, file: str, tags: frozenset[str], tally: Tally) -> None:
        self.file, self.tags, self.tally = file, tags, tally
        self.done: deque[Fragment] = deque()
        self._record: Fragment | None = None
        self._path: list[str] = []
        self._top = 0
        self._text: list[str] = []
        self._group: dict[str, str] | None = None
        self._field_size = self._record_size = 0
        self._digest = blake2b(digest_size=8)
        self._parser = self._new_parser()

    def feed(self, block: bytes, *, last: bool) -> None:
        """Parse one block, or the end of the file."""
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            raise self._broken(error, last) from error
        except (LookupError, ValueError) as error:  # an encoding that Python does not know, or cannot use here
            raise Unreadable(f"{self.file} names an encoding that cannot be read: save it as UTF-8.") from error

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._declared
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        return parser

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        self._forget_text()
        level = len(self._path) - self._top
        if level > DEEPEST:
            raise Unreadable(f"{self._here()}: elements are nested without end. This is no published list.")
        if self._record is None:
            if tag in self.tags:
                self._begin(tag)
        elif level == 1:
            self._group = None
        elif level == 2 and self._group is None:
            self._group = {}
            self._record.groups.setdefault(self._path[-2], []).append(self._group)
        for name, value in attributes.items():
            self._digest.update(f"\x1e{tag}@{name}\x1f{value}".encode())

    def _begin(self, tag: str) -> None:
        self._record = Fragment(tag, Position(self.file, self._parser.CurrentLineNumber))
        self._top = len(self._path)
        self._record_size = 0
        self._digest = blake2b(tag.encode(), digest_size=8)

    def _characters(self, data: str) -> None:
        self._field_size += len(data)
        if self._field_size <= FIELD_LIMIT:
            self._text.append(data)

    def _end(self, tag: str) -> None:
        record, level = self._record, len(self._path) - self._top
        self._path.pop()
        if record is None:
            self._forget_text()
        elif level == 0:
            self._finish(record)
        else:
            self._keep(record, tag, level)

    def _keep(self, record: Fragment, tag: str, level: int) -> None:
        self._record_size += self._field_size
        too_long = self._field_size > FIELD_LIMIT or self._record_size > RECORD_LIMIT
        text = " ".join("".join(self._text).split())
        self._forget_text()
        if too_long:
            self._record = Fragment(record.tag, record.position, too_long=True)
        elif text and not record.too_long:
            where = tag if level == 1 else f"{self._path[self._top]}/{tag}"
            self._digest.update(f"\x1e{where}\x1f{text}".encode("utf-8", "surrogatepass"))
            clean = visible(text, self.tally)
            record.fields.setdefault(where, []).append(clean)
            if level > 1 and self._group is not None:
                self._group.setdefault(tag, clean)

    def _finish(self, record: Fragment) -> None:
        self.done.append(
            Fragment(
                record.tag, record.position, record.fields, record.groups, self._digest.hexdigest(), record.too_long
            )
        )
        self._record, self._group, self._top = None, None, 0

    def _forget_text(self) -> None:
        self._text.clear()
        self._field_size = 0

    def _declared(self, *_: object) -> None:
        raise Unreadable(
            f"{self._here()}: the file declares a document type or entities, which no published list needs and which can "
            "be made to fill a computer's memory. It was not read further: get the file from the publisher again.",
            file=self.file,
        )

    def _broken(self, error: expat.ExpatError, last: bool) -> Unreadable:
        place = f"{self.file}, line {error.lineno}"
        if last or error.code in _CUT_SHORT:
            inside = f", inside the record that begins in line {self._record.position.number}" if self._record else ""
            reason = f"the XML ends too early{inside}: the file was cut short. Get it again"
        else:
            what = _REASONS.get(error.code, str(expat.ErrorString(error.code)))
            reason = f"the XML is broken: {what}. Get the file again from its publisher"
        return Unreadable(f"{place}: {reason}.", file=self.file, line=error.lineno)

    def _here(self) -> str:
        return f"{self.file}, line {self._parser.CurrentLineNumber}"
