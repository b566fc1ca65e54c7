"""The shipped rules, rules of a newsroom, and what is said of bad ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from schemas.errors import DataError
from schemas.model import EntityType, Status
from schemas.ontology import relations
from schemas.rules import CoolingOff, LegPattern, Move, Rule, Tie, Timing, Unless, load

SHIPPED = {rule.id: rule for rule in load()}
OWNED = """
id: our-rule
roles: [client, supplier, rival]
legs:
  - client CLIENT_OF supplier
  - rival OWNS_PART_OF supplier
  - client COMPETES_WITH rival
say: {en: "{client} buys of {supplier}.", fr: "{client} achète à {supplier}."}
why: {en: Why., fr: Pourquoi.}
"""


def written(folder: Path, text: str, name: str = "our-rule") -> Path:
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def own(folder: Path, text: str) -> Rule:
    return next(rule for rule in load(written(folder, text)) if rule.id == "our-rule")


def ties(leg: LegPattern) -> list[str]:
    return [f"{tie.subject} {tie.relation} {tie.object}" for tie in leg.ties]


def test_seven_rules_ship() -> None:
    assert list(SHIPPED) == [
        "circular-deal",
        "executive-moved-to-rival",
        "investor-in-two-rivals",
        "partners-in-court",
        "posts-at-two-rivals",
        "sole-supplier-tied-to-rival",
        "supplier-part-owned-by-rival",
    ]


def test_legs_of_the_supplier_rule() -> None:
    rule = SHIPPED["supplier-part-owned-by-rival"]
    assert rule.roles == ("client", "supplier", "rival")
    assert [ties(leg) for leg in rule.legs] == [
        ["client CLIENT_OF supplier"],
        ["rival INVESTED_IN supplier", "rival ACQUIRED supplier", "supplier SUBSIDIARY_OF rival"],
        ["client COMPETES_WITH rival"],
    ]
    assert rule.time == Timing((0, 1, 2), CoolingOff(0, 1, 12))
    assert rule.interchangeable is None


def test_time_of_the_executive_rule() -> None:
    rule = SHIPPED["executive-moved-to-rival"]
    assert rule.time == Timing((0, 2), CoolingOff(2, 1, 12), Move(0, 1, 24), (1,))
    assert [leg.statuses for leg in rule.legs] == [frozenset({Status.ACTIVE, Status.ENDED}), None, None, None]
    assert rule.types["person"] == {EntityType.PERSON}


def test_sole_supplier_and_its_clause() -> None:
    rule = SHIPPED["sole-supplier-tied-to-rival"]
    assert rule.unless == (Unless("client", "CLIENT_OF", "subject", frozenset({Status.ACTIVE, Status.PLANNED})),)
    assert ties(rule.legs[1]) == [
        "supplier INVESTED_IN rival",
        "rival INVESTED_IN supplier",
        "supplier ACQUIRED rival",
        "rival ACQUIRED supplier",
        "supplier SUBSIDIARY_OF rival",
        "rival SUBSIDIARY_OF supplier",
        "supplier PARTNER_OF rival",
    ]


def test_rules_between_two() -> None:
    assert ties(SHIPPED["circular-deal"].legs[1]) == ["company CLIENT_OF investor", "investor CLIENT_OF company"]
    court = SHIPPED["partners-in-court"]
    assert court.interchangeable == ("a", "b")
    assert ties(court.legs[0]) == ["a SUED b", "b SUED a"]
    assert {tie.relation for tie in court.legs[1].ties} == {"INVESTED_IN", "SUBSIDIARY_OF", "PARTNER_OF", "CLIENT_OF"}


@pytest.mark.parametrize("id", SHIPPED)
def test_shipped_rules_speak_both_languages_of_their_roles(id: str) -> None:
    rule = SHIPPED[id]
    names = {role: role.upper() for role in rule.roles}
    for lang in ("en", "fr"):
        said = rule.say[lang].format(**names)
        assert all(name in said for name in names.values())
        assert len(rule.why[lang]) > 30
    assert all(tie.relation in relations() for leg in rule.legs for tie in leg.ties)


def test_every_file_of_the_folder_is_documented() -> None:
    words = (Path(__file__).parents[2] / "schemas" / "rules" / "README.md").read_text("utf-8")
    keys = ["id", "roles", "legs", "interchangeable", "time", "overlap", "cooling_off", "move", "as_of", "unless"]
    for key in [*keys, "say", "why", "status", "terms", "prefer"]:
        assert key in words, key


def test_example_of_the_readme_loads(tmp_path: Path) -> None:
    words = (Path(__file__).parents[2] / "schemas" / "rules" / "README.md").read_text("utf-8")
    example = words.split("```yaml\n")[1].split("```")[0]
    written(tmp_path, example, "supplier-part-owned-by-rival")
    one = {rule.id: rule for rule in load(tmp_path)}["supplier-part-owned-by-rival"]
    assert (one.legs, one.time) == (SHIPPED[one.id].legs, SHIPPED[one.id].time)


def test_a_rule_of_a_newsroom(tmp_path: Path) -> None:
    rule = own(tmp_path, OWNED)
    assert [one.id for one in load(tmp_path)] == sorted([*SHIPPED, "our-rule"])
    assert rule.time == Timing((0, 1, 2))
    assert rule.unless == ()


def test_a_file_of_the_same_id_replaces(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "schemas" / "rules" / "circular-deal.yaml"
    shutil.copy(shipped, tmp_path)
    assert load(tmp_path) == load()
    content = yaml.safe_load(shipped.read_text("utf-8"))
    content["legs"].append("investor PARTNER_OF company")
    written(tmp_path, yaml.safe_dump(content), "circular-deal")
    assert len(load(tmp_path)) == len(SHIPPED)
    assert len(next(rule for rule in load(tmp_path) if rule.id == "circular-deal").legs) == 3


def test_legs_as_lists_and_mappings(tmp_path: Path) -> None:
    rule = own(
        tmp_path,
        OWNED.replace(
            "- client CLIENT_OF supplier", "- [client CLIENT_OF supplier, supplier SUED | FOUNDED client]"
        ).replace("- client COMPETES_WITH rival", "- {tie: rival COMPETES_WITH client either way, status: [ended]}"),
    )
    assert ties(rule.legs[0]) == ["client CLIENT_OF supplier", "supplier SUED client", "supplier FOUNDED client"]
    assert rule.legs[2].ties == (Tie("rival", "COMPETES_WITH", "client"),)
    assert rule.legs[2].statuses == frozenset({Status.ENDED})


def test_terms_of_a_newsroom(tmp_path: Path) -> None:
    terms = "terms: {TIED_TO: [x PARTNER_OF y, y CLIENT_OF x]}\nprefer: [CLIENT_OF]\n"
    written(tmp_path, terms, "_terms")
    rule = own(tmp_path, OWNED.replace("rival OWNS_PART_OF supplier", "rival TIED_TO | OWNS_PART_OF supplier"))
    assert ties(rule.legs[1])[0] == "supplier CLIENT_OF rival"
    assert len(rule.legs[1].ties) == 5


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("id: our-rule", "id: my-rule", "id must be 'our-rule'"),
        ("id: our-rule", "id: our-rule\ncolour: red", "unknown key colour"),
        ("rival]", "Rival]", "roles must be"),
        ("rival]", "client]", "roles must be"),
        ("[client, supplier, rival]", "client", "roles must be a list"),
        ("- client CLIENT_OF supplier", "- client CLIENT_OF seller", "leg 1: unknown role 'seller'"),
        ("- client CLIENT_OF supplier", "- client BUYS_FROM supplier", "leg 1: unknown relation 'BUYS_FROM'"),
        ("- client CLIENT_OF supplier", "- client buys from supplier", "leg 1: .* is not written as"),
        ("- client CLIENT_OF supplier", "- client CLIENT_OF client", "ties a role to itself"),
        ("- client CLIENT_OF supplier", "- [client CLIENT_OF supplier, client SUED rival]", "same two roles"),
        ("- client CLIENT_OF supplier", "- {tie: client CLIENT_OF supplier, status: [denied]}", "status must be of"),
        ("- client CLIENT_OF supplier", "- 7", "leg 1: tie must be a list"),
        ("- client CLIENT_OF supplier", "- client HOLDS_ROLE supplier", "role client: nothing can have all its legs"),
        ("supplier, rival]", "supplier, rival, guest]", "role guest: no leg joins it"),
        ("say:", "time: {overlap: [1, 4]}\nsay:", "overlap: leg must be a number from 1 to 3, not 4"),
        ("say:", "time: {overlap: some}\nsay:", "overlap must be all"),
        ("say:", "time: {cooling_off: {leg: 1, months: 12}}\nsay:", "cooling_off: before must be a number"),
        ("say:", "time: {cooling_off: {leg: 1, before: 1, months: 12}}\nsay:", "different legs"),
        ("say:", "time: {move: {leave: 1, to: 2, months: 0}}\nsay:", "months must be a number from 1"),
        ("say:", "time: {move: {leave: 1, to: 2, months: true}}\nsay:", "months must be a number from 1"),
        ("say:", "time: 12\nsay:", "time: must be a mapping"),
        ("say:", "interchangeable: [client]\nsay:", "interchangeable must be two"),
        ("say:", "interchangeable: [client, rival]\nsay:", "something else with client and rival exchanged"),
        ("say:", "unless: [{role: guest, tie: SUED, end: subject, status: [active]}]\nsay:", "role must be one of"),
        ("say:", "unless: [{role: client, tie: PAYS, end: subject, status: [active]}]\nsay:", "tie must be one of"),
        ("say:", "unless: [{role: client, tie: SUED, end: left, status: [active]}]\nsay:", "end must be one of"),
        ("say:", "unless: client\nsay:", "unless must be a list"),
        ("{client} buys", "{buyer} buys", "say: {buyer} is no role"),
        (', fr: "{client} achète à {supplier}."', "", "say must have a text in fr"),
        ("fr: Pourquoi.", "de: Warum.", "unknown key de"),
        ("legs:", "legs: [", "no valid YAML"),
        (OWNED, "- just a list", "must be a mapping"),
        (OWNED, "", "must be a mapping"),
    ],
)
def test_bad_rules_are_named_with_file_and_entry(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in OWNED
    with pytest.raises(DataError, match=complaint) as raised:
        own(tmp_path, OWNED.replace(old, new, 1))
    assert str(tmp_path / "our-rule.yaml") in str(raised.value)


@pytest.mark.parametrize(
    ("terms", "complaint"),
    [
        ("terms: {tied: [x SUED y]}", "cannot name a term"),
        ("terms: {SUED: [x SUED y]}", "cannot name a term"),
        ("terms: {TIED_TO: [x OWNS_PART_OF y]}", "unknown relation 'OWNS_PART_OF'"),
        ("terms: {TIED_TO: [x SUED z]}", "unknown role 'z'"),
        ("terms: [SUED]", "terms: must be a mapping"),
        ("prefer: [PAYS]", "prefer: unknown relation PAYS"),
        ("words: {}", "unknown key words"),
    ],
)
def test_bad_terms(tmp_path: Path, terms: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint) as raised:
        load(written(tmp_path, terms, "_terms"))
    assert "_terms.yaml" in str(raised.value)


def test_folders_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder of rules"):
        load(tmp_path / "nowhere")
    (tmp_path / "our-rule.yaml").write_bytes(b"id: \xff")
    with pytest.raises(DataError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "our-rule.yaml").unlink()
    assert load(tmp_path) == load()
