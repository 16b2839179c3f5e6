"""The guards of conftest.py, shown at work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")


def test_another_machine_cannot_be_reached_even_when_the_error_is_swallowed(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import socket

        def test_quiet_call_home():
            try:
                socket.create_connection(("192.0.2.1", 80), timeout=1)
            except OSError:
                pass

        def test_quiet_look_up():
            try:
                socket.getaddrinfo("host.example", 443)
            except OSError:
                pass

        def test_loopback_is_fine():
            with socket.create_server(("127.0.0.1", 0)) as server:
                socket.create_connection(server.getsockname()).close()
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:pytest-qt")
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["*tried to reach 192.0.2.1*", "*tried to reach host.example*"])


def test_homes_are_throw_away() -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        assert "onboard-tests-" in os.environ[name], name


def test_the_keychain_of_the_person_is_out_of_reach() -> None:
    import keyring
    from keyring.errors import NoKeyringError

    with pytest.raises(NoKeyringError):
        keyring.get_password("onboard", "root-key")


def test_the_core_needs_no_qt() -> None:
    """Every module of the core and of the command line loads where Qt is not installed."""
    code = (
        "import sys, pkgutil, importlib, onboard\n"
        "sys.modules['PySide6'] = None\n"
        "names = [m.name for m in pkgutil.walk_packages(onboard.__path__, 'onboard.')\n"
        "         if 'migrations' not in m.name]\n"
        "[importlib.import_module(name) for name in names]\n"
        "print(len(names))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50
