"""The lists of event classes, triggers and actors hold together: no class without words, no name for two actors.

In: the English lexicon as shipped. Out: nothing; each test names the entries that break its sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

import pytest

from sijill.lexicon import ActorEntry, Lexicon, load

#: Every class that the claim schema knows; the list in the data may be finer, never shorter.
CLASSES = frozenset("""
air_strike shelling armed_clash ground_assault offensive bombing attack_on_civilians execution abduction arrest
torture sexual_violence siege encirclement territory_gained surrender withdrawal evacuation ceasefire_agreed ceasefire_broken
ceasefire_ended agreement negotiation mobilisation displacement destruction looting aid_delivered aid_blocked chemical_attack
protest message_to_population sanction other
""".split())  # noqa: SIM905

ACLED = {
    "Battles": "Armed clash; Government regains territory; Non-state actor overtakes territory",
    "Explosions/Remote violence": "Chemical weapon; Air/drone strike; Suicide bomb; Shelling/artillery/missile attack; "
                                  "Remote explosive/landmine/IED; Grenade",
    "Protests": "Peaceful protest; Protest with intervention; Excessive force against protesters",
    "Riots": "Violent demonstration; Mob violence",
    "Strategic developments": "Agreement; Arrests; Change to group/activity; Disrupted weapons use; Headquarters or base "
                              "established; Looting/property destruction; Non-violent transfer of territory; Other",
    "Violence against civilians": "Sexual violence; Attack; Abduction/forced disappearance",
}

PLOVER: dict[str, str] = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def plain(name: str) -> str:
    """A name as the finder compares it: without article, hyphen, point or apostrophe, but with its capitals."""
    bare = re.sub(r"^[Tt]he ", "", name)
    return re.sub(r"[\s.'’-]+", " ", bare).strip()


def test_every_class_of_the_claim_schema_is_defined_once(lexicon: Lexicon) -> None:
    named = [c.class_ for c in lexicon.event_classes]
    assert not twice(named)
    assert not CLASSES - set(named)


def test_every_class_says_in_one_sentence_what_it_is(lexicon: Lexicon) -> None:
    assert [c.class_ for c in lexicon.event_classes if not re.fullmatch(r"[A-Z].*[^.]\.", c.says)] == []


def test_acled_codings_are_spelled_as_acled_spells_them(lexicon: Lexicon) -> None:
    wrong = [
        c.class_ for c in lexicon.event_classes
        if c.acled_event not in ACLED or c.acled_sub_event not in ACLED[c.acled_event].split("; ")
    ]
    assert wrong == []


def test_every_acled_sub_event_has_a_class(lexicon: Lexicon) -> None:
    coded = {(c.acled_event, c.acled_sub_event) for c in lexicon.event_classes}
    assert {(e, s) for e, subs in ACLED.items() for s in subs.split("; ")} <= coded


def test_plover_types_and_modes_are_plovers_own(lexicon: Lexicon) -> None:
    for c in lexicon.event_classes:
        assert c.plover_type is None or c.plover_type in PLOVER, c.class_
        assert c.plover_mode is None or c.plover_mode in PLOVER[c.plover_type or ""].split(), c.class_


def test_ucdp_and_cameo_codes_exist(lexicon: Lexicon) -> None:
    assert {c.ucdp for c in lexicon.event_classes} <= {None, 1, 2, 3}
    assert {c.cameo for c in lexicon.event_classes} <= {None, *(f"{n:02d}" for n in range(1, 21))}


def test_a_finer_class_outranks_the_class_it_refines(lexicon: Lexicon) -> None:
    rank = {c.class_: c.rank for c in lexicon.event_classes}
    assert rank["air_strike"] > rank["shelling"] > rank["ground_assault"] > rank["other"]
    assert rank["suicide_bombing"] > rank["remote_explosive"] > rank["bombing"]
    assert rank["excessive_force"] > rank["protest_intervention"] > rank["protest"]
    assert rank["ceasefire_ended"] > rank["ceasefire_broken"] > rank["ceasefire_agreed"]


def test_every_class_has_a_trigger_and_every_trigger_a_class(lexicon: Lexicon) -> None:
    named = {c.class_ for c in lexicon.event_classes}
    triggered = {t.class_ for t in lexicon.triggers}
    assert triggered - named == set()
    assert named - triggered == set()


def test_trigger_ids_are_unique_and_begin_with_their_class(lexicon: Lexicon) -> None:
    assert not twice(t.id for t in lexicon.triggers)
    assert [t.id for t in lexicon.triggers if t.id.split(".")[0] != t.class_] == []


def test_trigger_forms_are_lower_case_and_not_said_twice(lexicon: Lexicon) -> None:
    for t in lexicon.triggers:
        assert all(f == f.lower().strip() for f in (*t.forms, *t.with_)), t.id
        assert not twice(t.forms) and not twice(t.with_), t.id


def test_every_trigger_has_a_sentence_where_it_fails(lexicon: Lexicon) -> None:
    assert [t.id for t in lexicon.triggers if not t.fails or t.fails == t.holds] == []


def test_actor_ids_are_unique(lexicon: Lexicon) -> None:
    assert not twice(a.id for a in lexicon.actors)


def spans(entry: ActorEntry) -> tuple[str, str]:
    return entry.since or "0001-01-01", entry.until or "9999-12-31"


def test_no_full_name_stands_for_two_actors_at_the_same_time(lexicon: Lexicon) -> None:
    owners: dict[str, list[ActorEntry]] = defaultdict(list)
    for a in lexicon.actors:
        for name in {plain(n) for n in (a.name, *a.aliases)}:
            owners[name].append(a)
    shared = [
        (name, a.id, b.id)
        for name, group in owners.items() for i, a in enumerate(group) for b in group[i + 1:]
        if spans(a)[0] <= spans(b)[1] and spans(b)[0] <= spans(a)[1]
    ]
    assert shared == []


def test_a_metonym_stands_for_one_government_and_is_no_alias(lexicon: Lexicon) -> None:
    assert not twice(m for a in lexicon.actors for m in a.metonyms)
    full = {n for a in lexicon.actors for n in (a.name, *a.aliases)}
    assert {m for a in lexicon.actors for m in a.metonyms} & full == set()


def test_short_names_are_no_other_actors_full_name(lexicon: Lexicon) -> None:
    owner = {plain(n): a.id for a in lexicon.actors for n in (a.name, *a.aliases)}
    assert [(a.id, s) for a in lexicon.actors for s in a.short if owner.get(plain(s), a.id) != a.id] == []


def test_countries_are_iso_codes_and_days_are_days(lexicon: Lexicon) -> None:
    for a in lexicon.actors:
        assert a.country is None or re.fullmatch(r"[A-Z]{3}", a.country), a.id
        for day in (a.since, a.until):
            assert day is None or date.fromisoformat(day), a.id


def test_every_actor_is_named_in_its_own_sentence(lexicon: Lexicon) -> None:
    silent = [a.id for a in lexicon.actors if not any(plain(n) in plain(a.holds) for n in (a.name, *a.aliases, *a.short))]
    assert silent == []


def test_no_alias_is_a_plain_lower_case_word(lexicon: Lexicon) -> None:
    """"coalition" or "regime" alone may only be a short name, which needs the full one or its country in the report."""
    bare = [(a.id, n) for a in lexicon.actors for n in (a.name, *a.aliases) if re.fullmatch(r"[a-z]+", n) and n != "dpa"]
    assert bare == []


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("ex-Nusra", "Jabhat Fateh al-Sham"), ("former Nusra Front", "Jabhat Fateh al-Sham"),
        ("Assad regime", "Syrian government"), ("Assad", "Bashar al-Assad"), ("Daesh", "Islamic State"),
        ("SOHR", "Syrian Observatory for Human Rights"), ("White Helmets", "Syria Civil Defence"),
        ("HRW", "Human Rights Watch"), ("AP", "Associated Press"), ("Zelensky", "Volodymyr Zelenskyy"),
        ("UN", "United Nations"), ("IDF", "Israel Defense Forces"), ("FARDC", "Armed Forces of the Democratic Republic of the Congo"),
    ],
)
def test_other_names_lead_to_the_full_name(lexicon: Lexicon, spoken: str, meant: str) -> None:
    assert [a.name for a in lexicon.actors if spoken in a.aliases] == [meant]


@pytest.mark.parametrize(
    ("capital", "meant"),
    [("Damascus", "Syrian government"), ("Moscow", "Russia"), ("Kremlin", "Russia"), ("Washington", "United States"),
     ("Ankara", "Turkey"), ("Tehran", "Iran"), ("Kyiv", "Ukraine"), ("Beijing", "China")],
)
def test_capitals_stand_for_their_governments(lexicon: Lexicon, capital: str, meant: str) -> None:
    assert [a.name for a in lexicon.actors if capital in a.metonyms] == [meant]
