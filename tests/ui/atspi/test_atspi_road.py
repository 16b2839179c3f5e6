"""The whole road of the sample client by assistive technology alone, up to the signed paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from onboard import locations
from onboard.content.loader import load_pack
from onboard.pdf.verify import verify_pdf
from onboard.sample import sample_case
from tests.ui.atspi.desk import Desk
from tests.ui.atspi.road import Road
from tests.ui.atspi.screen_reader import reading

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("atspi")]


def test_the_whole_road_is_done_by_assistive_technology_alone(desk: Desk, tmp_path: Path) -> None:
    """S0.12: an owner who sees nothing leaves with a paper signed by both."""
    pack = load_pack(locations.packs() / locations.DEFAULT_PACK)
    case = sample_case(pack, datetime.now().astimezone().date())
    with reading(desk, tmp_path / "home") as reader:
        road = Road(reader, case, pack)
        road.firm()
        road.new_client()
        road.welcome()
        road.have()
        road.tasks()
        road.questions()
        road.opened()
        road.check()
        road.plan()
        road.decide()
        road.together()
        road.heard()
        road.sign()
        road.save(tmp_path / "signed.pdf")
    result = verify_pdf((tmp_path / "signed.pdf").read_bytes())
    assert result.status == "unchanged", result.changes
    assert [signature.role for signature in result.signatures] == ["consultant", "owner"]
