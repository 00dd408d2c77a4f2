"""Print the reference pages from the code: the commands, the errors, the claim's schema, the classes of events, the API.

Usage: print_reference.py [--check]. With --check nothing is written, and the exit code says whether the pages are what the code says.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from typer.main import get_command

from sijill import errors
from sijill.apps.cli import app
from sijill.apps.web import create_app
from sijill.keep import Ledger
from sijill.lexicon import load
from sijill.model import Claim

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def commands() -> str:
    """Every command with its help, as `sijill COMMAND --help` says it."""
    group = get_command(app)
    parts = ["# Commands\n\nPrinted from the code by `make docs`.\n"]
    for name, command in sorted(_flat(group.commands)):  # type: ignore[attr-defined]
        context = typer.Context(command, info_name=f"sijill {name}")
        rows = [r for p in command.params if (r := p.get_help_record(context))]
        arguments = " ".join(str(p.metavar or p.name) for p in command.params if p.param_type_name == "argument")
        parts.append(f"## `sijill {name}`\n\n    sijill {name} [OPTIONS] {arguments}\n\n{command.help}\n")
        parts.extend(f"- `{flag}`: {said}" for flag, said in rows if flag.startswith("-"))
        parts.append("")
    return "\n".join(parts)


def _flat(commands: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Commands by name, with those of a group under the group's."""
    for name, command in commands.items():
        yield before + name, command
        yield from _flat(getattr(command, "commands", {}), f"{before}{name} ")


def error_page() -> str:
    """The tree of errors, from its module."""
    return f"# Errors\n\nPrinted from the code by `make docs`.\n\n```\n{(errors.__doc__ or '').strip()}\n```\n"


def schema() -> str:
    """The claim's JSON Schema."""
    return json.dumps(Claim.model_json_schema(by_alias=True), indent=1, ensure_ascii=False) + "\n"


def classes() -> str:
    """The classes of events with their four codings."""
    head = "# Classes of events\n\nPrinted from `src/sijill/lexicon/en/event_classes.yaml` by `make docs`.\n\n"
    table = ["| class | means | PLOVER | ACLED | UCDP | CAMEO |", "|---|---|---|---|---|---|"]
    for c in load().event_classes:
        plover = " · ".join(filter(None, (c.plover_type, c.plover_mode)))
        acled = " · ".join(filter(None, (c.acled_event, c.acled_sub_event)))
        table.append(f"| `{c.class_}` | {c.says} | {plover} | {acled} | {c.ucdp or ''} | {c.cameo or ''} |")
    return head + "\n".join(table) + "\n"


def api() -> str:
    """The API, from its OpenAPI description."""
    with TemporaryDirectory() as folder, Ledger.open(f"{folder}/empty.db") as ledger:
        described = create_app(ledger).openapi()
    parts = [f"# The API\n\nPrinted from its OpenAPI description by `make docs`; a running server gives that at `/api/v1/openapi.json`.\n\n{API}"]
    for path, methods in described["paths"].items():
        parts += [_operation(method, path, operation, described["components"]["schemas"]) for method, operation in methods.items()]
    return "\n".join(parts)


API = """\
- Everything is JSON. Where people have accounts, send a token: `Authorization: Bearer sijill_…`; without accounts, on this machine, nothing is asked.
- Lists come by pages: `next` is the address of the following one, null at the end. Pages go by the ledger's own numbers, so that nothing is missed or
  given twice while others read and decide.
- Every answer has an `ETag`; send it back as `If-None-Match` and get 304 while nothing changed. Send a claim's as `If-Match` with a decision, and it is
  written only if nobody decided since: 412 otherwise. `seen` in the body does the same with 409.
- What goes wrong comes as problem details (RFC 9457), `application/problem+json`, with `title`, `status` and `detail`.
"""


def _operation(method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    lines = [f"## {method.upper()} `{path.replace('{id_}', '{id}')}`\n", f"{operation.get('description', '')}\n"]
    for p in operation.get("parameters", []):
        if p["in"] == "query":
            lines.append(f"- `{p['name']}`: {_type(p['schema'])}{'' if p.get('required') else ', optional'}. {p['schema'].get('description', '')}".rstrip())
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    if body:
        lines += [f"The body: {schemas[body].get('description', '')}\n"]
        lines += [f"- `{name}`: {_type(field)}. {field.get('description', '')}".rstrip() for name, field in schemas[body]["properties"].items()]
    answers = ", ".join(f"{code} {said['description'].rstrip('.')}" for code, said in sorted(operation["responses"].items()))
    return "\n".join([*lines, f"\nAnswers: {answers}.\n"])


def _type(schema: dict[str, Any]) -> str:
    kinds = [s for s in schema.get("anyOf", [schema]) if s.get("type") != "null"]
    first = kinds[0]
    if "enum" in first:
        return "one of " + ", ".join(f"`{v}`" for v in first["enum"])
    if "$ref" in first:
        return f"a {first['$ref'].rsplit('/', 1)[-1]}"
    return {"string": "text", "integer": "number", "boolean": "true or false", "object": "object"}.get(first.get("type", ""), "value")


PAGES = {"api.md": api, "commands.md": commands, "errors.md": error_page, "claim.schema.json": schema, "event_classes.md": classes}


def main() -> int:
    """Write the pages, or check them."""
    check, stale = "--check" in sys.argv, []
    for name, page in PAGES.items():
        path, text = REFERENCE / name, page()
        if check and (not path.exists() or path.read_text("utf8") != text):
            stale.append(name)
        elif not check:
            path.write_text(text, "utf8")
    if stale:
        print(f"stale: {', '.join(stale)}; run make docs", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
