"""Changes the firm's key in a process of its own, so that a test can kill it in the middle.

Run as `store_rekeyer.py ADDRESS OWN-KEY-HEX`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from store_kit import FakeClock

from onboard.store.firm_workspace import enter_firm
from onboard.store.server_address import read_address

if __name__ == "__main__":
    address, own_key = sys.argv[1:]
    read = read_address(address)
    beside = Path(read.server) / "store.db"  # in the folder of its socket, gone with it
    workspace, members = enter_firm(read, bytes.fromhex(own_key), FakeClock(), beside)
    members.rekey()
