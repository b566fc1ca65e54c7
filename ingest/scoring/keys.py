"""What makes two claims one claim: their keys, over ids of gold entities."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.scoring.names import UNKNOWN
from schemas.model import Modality, Status
from schemas.ontology import relation
from schemas.wire import ClaimWire

Ids = Mapping[str, str]
"""Id of an entity as the claim has it → id of the gold entity that it stands for."""
ClaimKey = tuple[str, str, str, bool]
"""Subject, relation, object (in order of id where the relation is symmetric), and whether it is denied."""
StatusKey = tuple[str, str, str, Status, Modality]


def claim_key(claim: ClaimWire, ids: Ids) -> ClaimKey:
    """The key under which a claim is right or wrong."""
    return (*_triple(claim, ids), claim.modality is Modality.DENIED)


def status_key(claim: ClaimWire, ids: Ids) -> StatusKey:
    """The key under which a claim is right with its status and modality."""
    return (*_triple(claim, ids), claim.status, claim.modality)


def _triple(claim: ClaimWire, ids: Ids) -> tuple[str, str, str]:
    subject, target = ids.get(claim.subject, UNKNOWN), ids.get(claim.object, UNKNOWN)
    if relation(claim.relation).symmetric and target < subject:
        subject, target = target, subject
    return subject, claim.relation, target
