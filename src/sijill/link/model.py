"""The linkage model: weights.yaml as Splink's settings on DuckDB; pairs of records in, their match weights out.

In: records of happenings. Out: for every pair that shares a block, its weight (log2 odds that the two are one incident) and the level that each
comparison reached.
Nothing is estimated from the records, so a pair weighs the same in any ledger.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log2
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sijill.link.features.record import Record

#: Functions of the conditions: the weight of what is shared, and that weight over the geometric mean of both sides.
MACROS = """
CREATE OR REPLACE MACRO weight_of(a) AS coalesce(list_sum(list_transform(a, lambda t: t.x)), 0);
CREATE OR REPLACE MACRO shared(a, b) AS weight_of(list_filter(a, lambda t: list_contains(b, t.w)));
CREATE OR REPLACE MACRO alike(a, b) AS shared(a, list_transform(b, lambda t: t.w)) / greatest(1, sqrt(weight_of(a) * weight_of(b)));
"""
#: Names and words of each record by which it finds others, the rarest first.
RAREST = 8


class Level(BaseModel):
    """One level of a comparison, as the data file gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: str
    when: str
    m: float = Field(default=0.5, gt=0, lt=1)
    u: float = Field(default=0.5, gt=0, lt=1)
    unknown: bool = False
    apart: bool = False

    @property
    def weight(self) -> float:
        """log2(m / u); nothing where it is unknown."""
        return 0.0 if self.unknown else log2(self.m / self.u)


class Comparison(BaseModel):
    """A feature, its levels from the strongest agreement down."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    levels: tuple[Level, ...]

    @model_validator(mode="after")
    def _weights_tell_levels(self) -> Self:
        """Splink's answer names a level by its weight, so no two of a comparison weigh the same."""
        if len({round(x.weight, 3) for x in self.levels}) < len(self.levels):
            raise ValueError(f"{self.name}: two levels weigh the same")
        return self

    def by_weight(self, weight: float) -> Level:
        """The level of that weight."""
        return min(self.levels, key=lambda x: abs(x.weight - weight))


class Weights(BaseModel):
    """The published weights, whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prior: float
    threshold: float
    mean_at_least: float
    comparisons: tuple[Comparison, ...]

    def settings(self, *, explain: bool = False) -> dict[str, Any]:
        """Splink's settings: the same on DuckDB and on Spark. `explain` keeps what was compared, as charts need it."""
        return {
            "link_type": "dedupe_only", "unique_id_column_name": "unique_id", "probability_two_random_records_match": 1 / (1 + 2 ** -self.prior),
            "blocking_rules_to_generate_predictions": ["l.document = r.document"], "retain_matching_columns": explain,
            "retain_intermediate_calculation_columns": True, "comparisons": [_splink(c) for c in self.comparisons],
        }


@lru_cache(maxsize=1)
def weights() -> Weights:
    """As shipped."""
    return Weights.model_validate(yaml.safe_load(files("sijill.link").joinpath("weights.yaml").read_text("utf8")))


def _splink(comparison: Comparison) -> dict[str, Any]:
    levels = [
        {"sql_condition": x.when, "label_for_charts": x.level, **({"is_null_level": True} if x.unknown else {"m_probability": x.m, "u_probability": x.u})}
        for x in comparison.levels
    ]
    return {"output_column_name": comparison.name, "comparison_levels": levels}


@dataclass(frozen=True, slots=True)
class Match:
    """Two records (by their place in the list), the level of each comparison, and the weight: log2 odds that they are one incident."""

    a: int
    b: int
    levels: Mapping[str, str]
    weight: float

    @property
    def apart(self) -> bool:
        """True when a level forbids joining."""
        return any(level in _forbidding()[name] for name, level in self.levels.items() if name in _forbidding())


@lru_cache(maxsize=1)
def _forbidding() -> dict[str, frozenset[str]]:
    return {c.name: found for c in weights().comparisons if (found := frozenset(x.level for x in c.levels if x.apart))}


@lru_cache(maxsize=1)
def level_weights() -> dict[tuple[str, str], float]:
    """Comparison and level → weight."""
    return {(c.name, x.level): x.weight for c in weights().comparisons for x in c.levels}


def _schema() -> Any:
    """The columns of a record's row."""
    import pyarrow as pa

    terms = pa.list_(pa.struct([("w", pa.string()), ("x", pa.float64())]))
    return pa.schema([
        ("unique_id", pa.int64()), ("document", pa.string()), ("published", pa.int32()), ("publisher", pa.string()),
        *((n, pa.bool_()) for n in ("main", "fresh", "background", "updates")),
        ("first", pa.int32()), ("last", pa.int32()), ("told", pa.bool_()), ("class_", pa.string()), ("family", pa.string()),
        *((n, pa.int64()) for n in ("killed_low", "killed_high", "injured")),
        *((n, pa.list_(pa.int64())) for n in ("towns", "small", "cells", "around", "blocks", "wide")),
        *((n, pa.list_(pa.string())) for n in ("units", "open", "countries", "own", "sites", "kinds", "actors", "victims", "counts")),
        *((n, pa.list_(pa.string())) for n in ("weapons", "targets", "spots", "said", "vocabulary", "rarest")),
        ("names", terms), ("words", terms),
    ])


class Model:
    """Records in a DuckDB database in memory, with Splink's model over them.

    They are numbered by their keys, so that which of two is the left one does not hang on the order of arrival. `fresh_from`: only pairs with a record
    of that place in the list or behind it are asked for.
    """

    def __init__(self, records: Sequence[Record], fresh_from: int = 0, *, explain: bool = False) -> None:
        import duckdb  # these take a second to load, which a command that links nothing should not wait for
        import pyarrow as pa
        from splink import Linker
        from splink.internals.duckdb.database_api import DuckDBAPI

        self._order = sorted(range(len(records)), key=lambda n: records[n].key)
        self._connection = duckdb.connect()
        self._connection.execute(MACROS)
        logging.getLogger("splink").setLevel(logging.ERROR)
        self._api = DuckDBAPI(connection=self._connection)
        rows = [_row(rank, records[n]) | {"fresh": n >= fresh_from} for rank, n in enumerate(self._order)]
        self._table = pa.Table.from_pylist(rows, schema=_schema())
        self.linker = Linker(self._api.register(self._table), weights().settings(explain=explain), log_level=None)

    def charts(self) -> list[tuple[str, dict[str, Any]]]:
        """Splink's charts, with titles, as Vega-Lite: the weights of all levels, and how the weights of the pairs add up."""
        shown = self.linker.visualisations
        out = [("Weights of all levels", shown.match_weights_chart().chart_dict)]
        pairs = self._blocked()
        if pairs.num_rows:
            self.linker.table_management.register_blocked_pairs_for_predict(self._api.register(pairs))
            found = self.linker.inference.predict().as_duckdbpyrelation().to_arrow_table().to_pylist()
            out.append(("How the weight of each pair adds up", shown.waterfall_chart(found).chart_dict))
        return out

    def matches(self) -> Iterator[Match]:
        """Every pair that shares a block, weighed."""
        pairs = self._blocked()
        if pairs.num_rows == 0:
            return
        self.linker.table_management.register_blocked_pairs_for_predict(self._api.register(pairs))
        found = self.linker.inference.predict().as_duckdbpyrelation()
        columns = ", ".join(f"mw_{c.name}" for c in weights().comparisons)
        for left, right, *reached in _rows(found.select(f"unique_id_l, unique_id_r, {columns}")):
            levels, weight = _reached(tuple(reached))
            yield Match(self._order[left], self._order[right], levels, weight)

    def _blocked(self) -> Any:
        """Pairs of different reports that share a day with a place cell, an open region, or a rare name or word."""
        self._connection.register("records", self._table)
        self._connection.execute(KEYS)
        return self._connection.sql(PAIRS).to_arrow_table()


KEYS = """
CREATE OR REPLACE TEMP TABLE days AS
  SELECT unique_id, document, fresh, unnest(list_distinct(list_append(generate_series(greatest(first, last - 8), last), published)))::INT AS day
  FROM records WHERE NOT background AND coalesce(last, published) IS NOT NULL;
CREATE OR REPLACE TEMP TABLE keys AS
  SELECT unique_id, hash('cell', b) AS key, list_contains(blocks, b) AS own FROM (SELECT unique_id, blocks, unnest(wide) AS b FROM records)
  UNION SELECT unique_id, hash('unit', unnest(units)), len(towns) = 0 FROM records
  UNION SELECT unique_id, hash('open', unnest(open)), true FROM records
  UNION SELECT unique_id, hash('open', unnest(countries)), len(blocks) = 0 AND len(units) = 0 FROM records
  UNION SELECT unique_id, hash('word', unnest(rarest)), true FROM records;
CREATE OR REPLACE TEMP TABLE blocks AS SELECT k.unique_id, d.document, hash(k.key, d.day) AS key, k.own, d.fresh FROM keys k JOIN days d USING (unique_id);
"""
PAIRS = """
SELECT DISTINCT '0' AS match_key, least(o.unique_id, a.unique_id) AS join_key_l, greatest(o.unique_id, a.unique_id) AS join_key_r
FROM (FROM blocks WHERE own) o JOIN blocks a ON o.key = a.key AND o.document <> a.document
WHERE o.fresh OR a.fresh
"""


def _row(number: int, record: Record) -> dict[str, Any]:
    row = record.row(number)
    rarest = [t["w"] for kind in ("names", "words") for t in sorted(row[kind], key=lambda t: (-t["x"], t["w"]))[:RAREST]]
    return row | {"said": [t["w"] for t in row["names"]], "vocabulary": [t["w"] for t in row["words"]], "rarest": rarest}


def _rows(found: Any) -> Iterator[tuple[Any, ...]]:
    for batch in found.to_arrow_reader(50_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


@lru_cache(maxsize=500_000)
def _reached(partial: tuple[float, ...]) -> tuple[Mapping[str, str], float]:
    """The levels that the comparisons reached, from their weights, and the weight of the whole; shared by all pairs that reach the same."""
    levels = {c.name: c.by_weight(w).level for c, w in zip(weights().comparisons, partial, strict=True)}
    return levels, round(weights().prior + sum(level_weights()[item] for item in levels.items()), 4)


def chart_libraries() -> list[str]:
    """The code of Vega, Vega-Lite and Vega-Embed as Splink ships it."""
    folder = files("splink").joinpath("internals", "files", "external_js")
    found = sorted((f for f in folder.iterdir() if f.name.startswith("vega")), key=lambda f: ("embed" in f.name, "lite" in f.name))
    return [f.read_text("utf8") for f in found]
