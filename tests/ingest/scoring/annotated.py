"""Small annotated articles for the tests of scoring."""

from __future__ import annotations

from typing import Any

from schemas.wire import ClaimsRecord, FoundRecord

TITLE = "Halcyon buys Brume"
TEXT = "Halcyon Labs has bought Brume SA for 2 million euros. Lina Ott ran Brume. Ferrand and Halcyon are rivals."
BODY = f"{TITLE}\n{TEXT}"
PURCHASE = "Halcyon Labs has bought Brume SA for 2 million euros."
POST = "Lina Ott ran Brume."
RIVALRY = "Ferrand and Halcyon are rivals."


def entity(id_: str, name: str, *aliases: str, type_: str = "Organization") -> dict[str, Any]:
    return {"id": id_, "type": type_, "name": name, "aliases": [name, *aliases]}


def claim(subject: str, relation: str, object_: str, **more: Any) -> dict[str, Any]:
    said = {"status": "active", "modality": "asserted", "evidence": PURCHASE}
    return {"subject": subject, "relation": relation, "object": object_, **said, **more}


ENTITIES = [
    entity("e1", "Halcyon Labs", "Halcyon"),
    entity("e2", "Brume SA", "Brume"),
    entity("e3", "Lina Ott", type_="Person"),
    entity("e4", "Ferrand"),
]
BOUGHT = claim("e1", "ACQUIRED", "e2", amount={"value": 2_000_000, "currency": "EUR"}, event="start", date="2025")
RAN = claim("e3", "HOLDS_ROLE", "e2", status="ended", title="chief executive", role="executive", evidence=POST)
RIVALS = claim("e4", "COMPETES_WITH", "e1", evidence=RIVALRY)


def gold(*claims: dict[str, Any], entities: list[dict[str, Any]] | None = None, **more: Any) -> ClaimsRecord:
    shape = {"id": "s1", "lang": "en", "title": TITLE, "text": TEXT, "entities": entities or ENTITIES, **more}
    return ClaimsRecord.model_validate({**shape, "claims": claims or (BOUGHT, RAN, RIVALS)})


def found(*claims: dict[str, Any], entities: list[dict[str, Any]] | None = None) -> FoundRecord:
    """With ids of its own: e1 is called x1 and so on."""
    shapes = [{**one, "id": one["id"].replace("e", "x")} for one in entities or ENTITIES]
    ends = [{**one, "subject": _own(one["subject"]), "object": _own(one["object"])} for one in claims]
    return FoundRecord.model_validate({"id": "s1", "entities": shapes, "claims": ends})


def _own(id_: str) -> str:
    return id_.replace("e", "x")
