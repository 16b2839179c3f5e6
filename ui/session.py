"""The one object that pages talk to: verbs that save, and a snapshot that is announced."""

from __future__ import annotations

from ui.verbs.certificates import CertificateVerbs
from ui.verbs.desk import DeskVerbs
from ui.verbs.firm_store import FirmStoreVerbs
from ui.verbs.interview import InterviewVerbs
from ui.verbs.keeping import KeepingVerbs
from ui.verbs.papers import PaperVerbs
from ui.verbs.pen import PenVerbs
from ui.verbs.plain_papers import PlainPaperVerbs
from ui.verbs.tables import TableVerbs
from ui.verbs.travel import TravelVerbs
from ui.verbs.visits import VisitVerbs


class EngagementSession(
    InterviewVerbs,
    PaperVerbs,
    PenVerbs,
    CertificateVerbs,
    TravelVerbs,
    PlainPaperVerbs,
    KeepingVerbs,
    DeskVerbs,
    TableVerbs,
    VisitVerbs,
    FirmStoreVerbs,
):
    """Holds the opened store and the client at hand. Slow work runs beside the window."""
