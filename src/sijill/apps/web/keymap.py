"""The keys: what each does, where, and which key it has until a reviewer binds another. The sheet and the script are both made of this table."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """An action, the key that it has by default (a capital is with Shift), and what it does."""

    action: str
    key: str
    words: str


SECTIONS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    ("Decide on a claim", (
        Key("accept", "a", "Accept"), Key("reject", "r", "Reject"), Key("correct", "c", "Correct a field"), Key("unsure", "u", "Unsure"),
        Key("note", "n", "Note, or the reason of the next verdict"), Key("assign", "g", "Assign"), Key("undo", "z", "Undo, as a new decision"),
        Key("redo", "Z", "Redo"), Key("withhold", "w", "Withhold who says it, in this report (editors)"),
    )),
    ("Move", (
        Key("next", "j", "Next claim or row"), Key("back", "k", "Previous claim or row"), Key("todo", "J", "The next claim to review"),
        Key("next-report", "]", "Next report"), Key("back-report", "[", "Previous report"), Key("open", "Enter", "Open the row"),
        Key("list", "Escape", "Back to the list, out of a field"), Key("incident", "i", "The incident it belongs to"),
    )),
    ("In the report", (
        Key("words", "1", "Show the words of a field: 1 to 9"), Key("use", "Enter", "Use the selection as the field (correct form)"),
        Key("larger", "+", "Text larger"), Key("smaller", "-", "Text smaller"),
    )),
    ("Queue", (
        Key("filter", "f", "Change the filter"), Key("search", "/", "Search"), Key("select", "x", "Select the row"), Key("select-to", "X", "Select to here"),
        Key("all", "A", "Decide on all that the filter finds"), Key("map", "v", "Table or map"), Key("save", "s", "Save this view"),
    )),
    ("Incident", (
        Key("best", "b", "Set best, with a reason"), Key("grade", "g", "Grade"), Key("merge", "m", "Merge with another"),
        Key("split", "s", "Split the chosen claims off"), Key("answer", "1", "Answer the first open contradiction: 1, 2, 3"), Key("print", "p", "Print"),
    )),
    ("Due", (Key("judge", "1", "Judge the row: 1 met, 2 in part, 3 not met, 4 cannot tell"),)),
    ("Anywhere", (
        Key("help", "?", "This sheet"), Key("go-queue", "Q", "Queue"), Key("go-incidents", "I", "Incidents"), Key("go-documents", "D", "Documents"),
        Key("add", "o", "Add documents"), Key("theme", "t", "Light or dark"), Key("export", "e", "Export what is listed"),
    )),
)
#: Those whose key is a digit or has a meaning of its own stay as they are.
FIXED = frozenset({"words", "answer", "judge", "open", "use", "list"})
NAMES = {"Escape": "Esc"}


def shown(key: str) -> str:
    """A key as it is printed."""
    return NAMES.get(key, f"⇧{key}" if len(key) == 1 and key.isupper() else key.upper() if len(key) == 1 else key)


KEYS = {key.action: shown(key.key) for _, keys in SECTIONS for key in keys}
