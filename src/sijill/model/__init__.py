"""The nouns: frozen records that every stage shares. Imports nothing of Sijill but itself."""

from sijill.model.actor import Actor, ActorClass
from sijill.model.base import Record
from sijill.model.claim import Claim, Kind, Modality, Source, SourceType
from sijill.model.decision import Decision, Mode, Verdict
from sijill.model.document import Document, DocumentRef, Furniture, FurnitureKind, Refusal
from sijill.model.due import Bearing, DueClaim
from sijill.model.event import Due, Event, Forecast
from sijill.model.figure import Bound, Figure, Measure, Victim
from sijill.model.ids import claim_id, digest, document_id
from sijill.model.incident import Admiralty, Contradiction, Grade, Incident, IncidentFigure, Party, Proposal
from sijill.model.mention import Mention
from sijill.model.person import ROLES, Person, Role, Team
from sijill.model.place import WHERE_PREC, Place, PlacePrecision
from sijill.model.span import Span
from sijill.model.time import Precision, Time

__all__ = [
    "ROLES", "WHERE_PREC", "Actor", "ActorClass", "Admiralty", "Bearing", "Bound", "Claim", "Contradiction", "Decision", "Document", "DocumentRef", "Due",
    "DueClaim", "Event", "Figure", "Forecast", "Furniture", "FurnitureKind", "Grade", "Incident", "IncidentFigure", "Kind", "Measure", "Mention",
    "Modality", "Mode", "Party", "Person", "Place", "PlacePrecision", "Precision", "Proposal", "Record", "Refusal", "Role", "Source", "SourceType", "Span",
    "Team", "Time", "Verdict", "Victim", "claim_id", "digest", "document_id",
]
