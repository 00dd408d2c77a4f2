"""YAML files in, one frozen Lexicon out. A file that breaks its schema is refused whole, every fault with its path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from sijill.errors import LexiconError
from sijill.lexicon.schema import ActorEntry, Cue, EventClass, Group, MeasureWord, Refinement, Role, Side, Trigger, Word


@dataclass(frozen=True)
class Lexicon:
    """All that the rules know of one language. `version` is the hash of the files it was read from."""

    cues: tuple[Cue, ...]
    measures: tuple[MeasureWord, ...]
    groups: tuple[Group, ...]
    event_classes: tuple[EventClass, ...]
    triggers: tuple[Trigger, ...]
    refinements: tuple[Refinement, ...]
    actors: tuple[ActorEntry, ...]
    roles: tuple[Role, ...]
    sides: tuple[Side, ...]
    words: tuple[Word, ...]
    version: str

    def words_for(self, means: str) -> frozenset[str]:
        """All forms of the words with this meaning."""
        return self._by_meaning.get(means, frozenset())

    @cached_property
    def _by_meaning(self) -> dict[str, frozenset[str]]:
        means = {word.means for word in self.words}
        return {m: frozenset(form for word in self.words if word.means == m for form in word.forms) for m in means}

    @cached_property
    def role_of(self) -> dict[str, Role]:
        """The role that each form of a role names."""
        return {form: role for role in self.roles for form in role.forms}

    @cached_property
    def titles(self) -> frozenset[str]:
        """The words with which a person's title or office ends."""
        return frozenset(w for form, role in self.role_of.items() if role.type == "person" for w in form.split()[-1:]) | self.words_for("title")


#: Names the folders of a user's own entries.
VARIABLE = "SIJILL_LEXICON"
#: File stem to the kind of entry it lists; a user's own folder may hold any of them.
FILES: dict[str, type[BaseModel]] = {
    "cues": Cue, "measures": MeasureWord, "groups": Group, "event_classes": EventClass, "triggers": Trigger, "refinements": Refinement,
    "actors": ActorEntry, "roles": Role, "sides": Side, "words": Word,
}


def read_entries(text: str, kind: type[BaseModel], where: str) -> tuple[Any, ...]:
    """The entries of one YAML text. Raises LexiconError naming the file, the entry and the key of every fault."""
    try:
        raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
        entries = TypeAdapter(list[kind]).validate_python(raw)  # type: ignore[valid-type]
    except yaml.YAMLError as error:
        raise LexiconError(where, f"is no YAML: {error}", "mend the file") from error
    except ValidationError as error:
        faults = "; ".join(f"entry {'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors()[:5])
        raise LexiconError(where, faults, "see docs/reference/lexicon.md") from error
    return tuple(entries)


def _shipped(language: str) -> Iterator[tuple[str, str, str]]:
    own = files("sijill.lexicon").joinpath(language)
    for stem in FILES:
        yield stem, own.joinpath(f"{stem}.yaml").read_text("utf8"), f"{language}/{stem}.yaml"
        for part in sorted((p for p in own.iterdir() if p.name.startswith(f"{stem}_")), key=lambda p: p.name):
            if part.name.removesuffix(".yaml") not in FILES:
                yield stem, part.read_text("utf8"), f"{language}/{part.name}"


def _added(folder: Path) -> Iterator[tuple[str, str, str]]:
    """The files of a user's folder. Raises LexiconError for what is no folder, holds no file, or one whose name says no kind of entry."""
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not paths:
        raise LexiconError(str(folder), "is no folder with files of a lexicon", f"put {', '.join(f'{s}.yaml' for s in FILES)} there, any of them")
    for path in paths:
        if path.stem not in FILES:
            raise LexiconError(str(path), "says no kind of entry by its name", f"call it one of {', '.join(FILES)}")
        yield path.stem, path.read_text("utf8"), str(path)


def folders_of_the_user() -> tuple[Path, ...]:
    """The folders that SIJILL_LEXICON names, parted as PATH is."""
    return tuple(Path(f) for f in os.environ.get(VARIABLE, "").split(os.pathsep) if f)


def load(language: str = "en", extra: tuple[Path, ...] | None = None) -> Lexicon:
    """The lexicon of a language, with the entries of a user's own folders (by default those of SIJILL_LEXICON). Raises LexiconError.

    An entry of the user's that has the id of one that was there stands in its place.
    """
    return _load(language, folders_of_the_user() if extra is None else extra)


@lru_cache(maxsize=4)
def _load(language: str, extra: tuple[Path, ...]) -> Lexicon:
    found: dict[str, list[Any]] = {stem: [] for stem in FILES}
    seen = hashlib.sha256()
    for stem, text, where in _shipped(language):
        seen.update(text.encode())
        found[stem].extend(read_entries(text, FILES[stem], where))
    for stem, text, where in (t for folder in extra for t in _added(folder)):
        seen.update(text.encode())
        new = read_entries(text, FILES[stem], where)
        ids = {_id(e) for e in new}
        found[stem] = [e for e in found[stem] if _id(e) not in ids] + list(new)
    names = {f.name for f in fields(Lexicon)} - {"version"}
    return Lexicon(version=seen.hexdigest()[:12], **{name: tuple(found[name]) for name in names})


def _id(entry: Any) -> str:
    return str(entry.class_ if isinstance(entry, EventClass) else entry.id)
