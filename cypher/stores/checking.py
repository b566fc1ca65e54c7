"""What every store asks of a record before it writes anything."""

from __future__ import annotations

from schemas.errors import InputError
from schemas.model import ArticleRecord
from schemas.ontology import relation as relation_type


def check(record: ArticleRecord) -> None:
    """Raises InputError where claims or identity name entities that are not there, or a relation is unknown."""
    local = [one.id for one in record.entities]
    identity = dict(record.identity)
    where = f"article {record.article.id!r}"
    if len(set(local)) != len(local):
        raise InputError(f"{where}: two entities have one id")
    if missing := [id_ for id_ in local if not identity.get(id_)]:
        raise InputError(f"{where}: no entity of the graph is given for {', '.join(missing)}")
    for claim in record.claims:
        relation_type(claim.relation)
        if unknown := {claim.subject, claim.object} - set(local):
            raise InputError(f"{where}: a claim speaks of {', '.join(sorted(unknown))}, which is no entity of it")
