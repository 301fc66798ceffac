"""A guest at the kiosk in a folder, who is there until the process is killed.

``python -m tests.faults.a_guest HOME SAYS`` prints the guest's id once all was done.
"""

from __future__ import annotations

import sys
from pathlib import Path

from keystep.services import voice
from keystep.services.kiosk.seating import sit_down_guest
from tests import kiosks
from tests.fakes import FakeClock


def main(home: Path, says: str) -> None:
    guest = sit_down_guest(kiosks.open_kiosk(home, FakeClock()))
    for deed in kiosks.DEEDS:
        deed(guest.station, kiosks.run_at(guest))
    voice.suggest_topic(guest.station, guest.learner.id, says)
    print(guest.learner.id, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
