"""Tests that share something slow run beside each other, so that it is made once a run."""

from __future__ import annotations

import pytest


def test_a_group_stays_with_one_worker(pytester: pytest.Pytester) -> None:
    """Versions of pytest and pytest-xdist that do not fit lose the groups without a word."""
    pytester.makepyfile(
        """
        import os
        from pathlib import Path

        import pytest

        @pytest.mark.xdist_group("slow-thing")
        @pytest.mark.parametrize("turn", range(12))
        def test_it(turn):
            (Path(__file__).parent / f"{os.environ['PYTEST_XDIST_WORKER']}.ran").touch()
        """
    )
    result = pytester.runpytest_subprocess("-n", "2", "--dist", "loadgroup")
    result.assert_outcomes(passed=12)
    assert len(list(pytester.path.glob("*.ran"))) == 1
