"""Enums of the schema: those of `schemas.model`, the relations of the ontology, languages and precisions."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import strawberry

from schemas import model
from schemas.ontology import RelationType, relations


class Language(Enum):
    """A language in which Entente says things."""

    EN = "en"
    FR = "fr"


class Precision(Enum):
    """How exactly a date was said."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


def _says(one: RelationType) -> str:
    """How the relation reads, and what it means that it ended."""
    subject = " or ".join(sorted(end.value for end in one.subject))
    object_ = " or ".join(sorted(end.value for end in one.object))
    either = " (in either order)" if one.symmetric else ""
    return f"{subject} {one.labels['en']['active']} {object_}{either}. Ended: {one.ended}."


if TYPE_CHECKING:

    class Relation(Enum):
        """A member for each relation of the ontology, named like it."""

else:
    Relation = Enum(
        "Relation",
        {name: strawberry.enum_value(name, description=_says(one)) for name, one in relations().items()},
        module=__name__,
    )

strawberry.enum(Relation, description="What ties two entities, subject first.")
strawberry.enum(Language, description="A language in which Entente says things.")
strawberry.enum(Precision, description="How exactly a date was said.")
strawberry.enum(model.EntityType, description="What a name stands for.")
strawberry.enum(model.Kind, description="What an organization is.")
strawberry.enum(model.Role, description="What kind of post a person holds.")
strawberry.enum(model.Status, description="Where a tie stands.")
strawberry.enum(model.Modality, description="How firmly a tie is said to be: as a fact, with reserve, or not at all.")
strawberry.enum(model.Event, description="Whether the words tell of the start or the end of a tie.")
strawberry.enum(
    model.Overlap,
    description="Whether the ties of a conflict held at one time: surely, perhaps, or one soon after the other.",
)
