"""The trail of a large installation, sealed and then proved: `homeward audit verify` over a million events.

Comes in: nothing. Goes out: seconds on the wall and on the processors, of the whole command and of sealing. Events are invented: what
somebody does most, opening a person's file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from instruments.outcome import Figure, Outcome
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import run

EVENTS, MARK = 1_000_000, 60.0
HERE = Path(__file__).parent


def measure(setting: Setting) -> Outcome:
    """Make a trail, seal it, verify it."""
    known, events = circumstances(), setting.pick(EVENTS, 2_000)
    home = {"HOMEWARD_HOME": str(setting.work / "trail"), "HOMEWARD_DATABASE_URL": ""}
    run([sys.executable, HERE / "happening.py", str(events)], home)
    sealed = run([*homeward(), "audit", "seal"], home)
    proved = run([*homeward(), "audit", "verify"], home)
    return Outcome(
        part="trail",
        title="Trail: sealed and verified",
        figures=(
            Figure(key="verify", says=f"{events:,} events verified", value=proved.wall, unit="s", at_most=MARK),
            Figure(key="verify_cpu", says="the same, on the processors", value=proved.cpu, unit="s", at_most=MARK),
            Figure(key="seal_cpu", says="sealed before, on the processors", value=sealed.cpu, unit="s"),
            Figure(key="verify_peak", says="memory of the verifying process", value=proved.peak, unit="MB"),
        ),
        notes=(
            "Invented events, on SQLite, in one process; the machine's other processor is free for whoever works meanwhile.",
        ),
        circumstances=known,
    )
