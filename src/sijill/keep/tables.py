"""The ledger's tables: evidence, which is only ever added to, and an index, which is derived from it and can be made anew.

Evidence: each row holds its `record` (JSON; in `originals` the bytes of a report as received) and `hash`, SHA-256 of the record's bytes. `log` has one
line for each row, "TABLE SEQ HASH", chained: its hash is SHA-256 of the hash before it, a newline, the line, a newline. A claim needs no line: its reading's
record lists "HASH  ID" of every claim in order. Columns beside the record only repeat it, for look-ups. Triggers refuse UPDATE and DELETE. Alembic makes and
migrates these.

Index: what filters and searches ask. Rows are changed and dropped as readings and decisions come; `sijill.keep.index` makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeEngine

from sijill.model import document_id

evidence = MetaData()
index = MetaData()
SERIAL = BigInteger().with_variant(Integer, "sqlite")
#: Text that sorts by code point on every database, so that the order of an export does not hang on a server's language.
KEY = Text().with_variant(Text(collation="C"), "postgresql")


def _evidence(name: str, *columns: Column[Any], record: type[TypeEngine[Any]] = Text) -> Table:
    return Table(
        name, evidence, Column("seq", SERIAL, primary_key=True, autoincrement=False), *columns,
        Column("record", record, nullable=False), Column("hash", String(64), nullable=False),
    )


#: The bytes of reports as received, apart from what is read in them; a document's id is the hash of its bytes.
originals = _evidence("originals", Column("id", KEY, nullable=False, unique=True), record=LargeBinary)
documents = _evidence("documents", Column("id", KEY, nullable=False, unique=True), Column("uri", KEY, nullable=False))
readings = _evidence(
    "readings", Column("document_id", KEY, ForeignKey("documents.id"), nullable=False, index=True), Column("reader", Text, nullable=False),
    Column("claims", Integer, nullable=False),
)
claims = _evidence("claims", Column("reading", SERIAL, ForeignKey("readings.seq"), nullable=False, index=True), Column("id", KEY, nullable=False, index=True))
decisions = _evidence("decisions", Column("subject", KEY, nullable=False, index=True))
refusals = _evidence("refusals", Column("uri", KEY, nullable=False))
Index("refusals_by_hash", refusals.c.hash)
log = Table(
    "log", evidence, Column("seq", SERIAL, primary_key=True, autoincrement=False),
    Column("line", Text, nullable=False), Column("hash", String(64), nullable=False),
)

Record = Mapping[str, Any]
#: Tables with lines in the log, each with what its columns repeat of a record (of bytes, as received). The order is that of inserting.
CHAINED: dict[Table, Callable[[Any], dict[str, Any]]] = {
    originals: lambda data: {"id": document_id(data)},
    documents: lambda r: {"id": r["id"], "uri": storable(r["uri"])},
    readings: lambda r: {"document_id": r["document"], "reader": r["reader"], "claims": r["claims"].count("\n")},
    decisions: lambda r: {"subject": storable(r["subject"])},
    refusals: lambda r: {"uri": storable(r["uri"])},
}


def storable(text: str) -> str:
    """Text as a column takes it: PostgreSQL stores no NUL, and neither stores half a surrogate pair."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


# -- people: accounts change, so they are no evidence --------------------------------------------------------------------

people = MetaData()
users = Table(
    "users", people, Column("name", KEY, primary_key=True), Column("role", String(10), nullable=False), Column("password", Text, nullable=False),
    Column("disabled", Boolean, nullable=False), Column("added", String(25), nullable=False),
)
sessions = Table(
    "sessions", people, Column("hash", String(64), primary_key=True), Column("name", KEY, ForeignKey("users.name"), nullable=False, index=True),
    Column("began", Float, nullable=False), Column("seen", Float, nullable=False),
)
tokens = Table(
    "tokens", people, Column("hash", String(64), primary_key=True), Column("name", KEY, ForeignKey("users.name"), nullable=False, index=True),
    Column("label", Text, nullable=False), Column("added", String(25), nullable=False), Column("used", String(25)),
)
attempts = Table("attempts", people, Column("key", KEY, nullable=False, index=True), Column("at", Float, nullable=False))
settings = Table("settings", people, Column("name", KEY, primary_key=True), Column("value", Text, nullable=False))


# -- the index ------------------------------------------------------------------------------------------------------------

#: Names that claims share, each once: kinds, measures, rules, classes of events, chains of sources.
terms = Table(
    "terms", index, Column("seq", Integer, primary_key=True), Column("field", String(10), nullable=False), Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
)
#: Places that claims share, each once; x, y, z on the unit sphere, so that a distance is a product.
spots = Table(
    "spots", index, Column("seq", Integer, primary_key=True), Column("name", Text, nullable=False), Column("folded", Text, nullable=False),
    Column("precision", String(15), nullable=False), *(Column(c, Float) for c in ("lat", "lon", "x", "y", "z")),
)
Index("terms_by_name", terms.c.field, terms.c.name, unique=True)
Index("spots_by_name", spots.c.name)
#: The claims of every document's newest reading. Days as numbers (20161006), `due` the last on which a forecast may still come true; numbers point into terms
#: and spots; status into STATUSES.
claim_index = Table(
    "claim_index", index, Column("seq", SERIAL, primary_key=True, autoincrement=False),
    *(Column(c, Integer, nullable=False) for c in ("document", "status", "kind", "rule")),
    *(Column(c, Integer) for c in ("source", "measure", "event", "spot", "first_day", "last_day", "due")), *(Column(c, BigInteger) for c in ("least", "most")),
)
INDEXED = ("document", "status", "kind", "rule", "source", "measure", "event", "spot", "least", "due")


def _index(name: str, *columns: Column[Any]) -> None:
    """An index of the claims that have a value: most have no event, or no measure, and are never looked for by one."""
    there = columns[0].is_not(None) if columns[0].nullable else None
    Index(f"claim_index_{name}", *columns, claim_index.c.seq, sqlite_where=there, postgresql_where=there)


for _name in INDEXED:
    _index(_name, claim_index.c[_name])
_index("days", claim_index.c.last_day, claim_index.c.first_day)
#: How many claims there are of each day, and of each place, by kind, measure, class of event and status; 0 where none is stated.
day_tally, spot_tally = (
    Table(name, index, *(Column(c, Integer, primary_key=True, autoincrement=False) for c in (axis, "kind", "measure", "event", "status")),
          Column("claims", Integer, nullable=False))
    for name, axis in (("day_tally", "first_day"), ("spot_tally", "spot"))
)
#: Where each reviewer's own decisions leave a claim or incident: what they see while they decide blind.
own_views = Table(
    "own_views", index, Column("subject", KEY, primary_key=True), Column("reviewer", Text, primary_key=True), Column("status", Integer, nullable=False),
)
Index("own_views_by_reviewer", own_views.c.reviewer, own_views.c.status)
#: What is withheld and what is shown after a notice only, as the decisions leave it; words are the notice's.
flags = Table(
    "flags", index, Column("subject", KEY, primary_key=True), Column("verdict", String(10), primary_key=True), Column("words", Text, nullable=False),
)
#: Which document each passage is of.
passages = Table("passages", index, Column("seq", Integer, primary_key=True), Column("document", Integer, nullable=False, index=True))
#: Which version of the index this is.
index_state = Table("index_state", index, Column("version", Integer, primary_key=True))


def _words(name: str) -> Table:
    """On PostgreSQL a table; on SQLite an FTS5 table of the same columns, without the text itself."""
    kind = Text().with_variant(TSVECTOR(), "postgresql")
    table = Table(name, MetaData(), Column("rowid", SERIAL, primary_key=True, autoincrement=False), Column("words", kind))
    Index(f"{name}_words", table.c.words, postgresql_using="gin")
    return table


claim_words, passage_words = WORDS = _words("claim_words"), _words("passage_words")

# -- what the linker made: derived like the index, but kept over changes of it ------------------------------------------------

linked = MetaData()
#: One happening of one report: the days by which it finds others, its component (records that are connected by links), its incident.
link_records = Table(
    "link_records", linked, Column("seq", SERIAL, primary_key=True, autoincrement=False), Column("document", Integer, nullable=False, index=True),
    Column("first_day", Integer), Column("last_day", Integer, index=True), Column("component", SERIAL, nullable=False, index=True),
    Column("incident", KEY, nullable=False, index=True), Column("record", Text, nullable=False),
)
#: Pairs that were weighed, joined or not; `levels` is JSON.
link_pairs = Table(
    "link_pairs", linked, Column("a", SERIAL, primary_key=True, autoincrement=False), Column("b", SERIAL, primary_key=True, autoincrement=False, index=True),
    Column("weight", Float, nullable=False), Column("levels", Text, nullable=False),
)
incidents = Table(
    "incidents", linked, Column("id", KEY, primary_key=True), Column("uri", KEY, nullable=False), Column("document", KEY, nullable=False),
    Column("rank", Integer, nullable=False), Column("record", Text, nullable=False),
)
Index("incidents_in_order", incidents.c.rank, incidents.c.uri, incidents.c.document, incidents.c.id)
incident_claims = Table("incident_claims", linked, Column("claim", KEY, primary_key=True), Column("incident", KEY, nullable=False, index=True))
#: What has been linked: by which version of the weights and words, up to which reading and which decision.
link_state = Table(
    "link_state", linked, Column("version", Text, nullable=False), Column("reading", SERIAL, nullable=False), Column("decision", SERIAL, nullable=False),
)
