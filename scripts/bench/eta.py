"""Runs sweeps anew and compares the time that their progress line says is left with the time that was left. Exit status 1
if it was wrong by more than 30% of what was left at any time from the first tenth on."""

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

LINE = re.compile(r"\((\d+):(\d+):(\d+) / (\?|(\d+):(\d+):(\d+))\)")
FROM, ERROR = 0.1, 0.3
RESOLUTION = 2.0  # seconds: the line has whole ones, for the time that is over and the time that is left


def seconds(hours, minutes, rest):
    return 3600 * int(hours) + 60 * int(minutes) + int(rest)


def watched(command):
    """Moments at which a line was written, with the seconds that it said are left, or None; and the moment of the end."""
    lines = []
    begin = None
    ours, theirs = pty.openpty()  # on a terminal the line is written twice a second
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    for text in written(ours):
        found = LINE.search(text)
        if found:
            begin = begin or time.monotonic()
            left = None if found[4] == "?" else seconds(*found.group(5, 6, 7))
            lines.append((time.monotonic() - begin, left))
    if process.wait():
        raise SystemExit(f"Cannot measure: {shlex.join(command)} ended with status {process.returncode}")
    return lines[:-1], lines[-1][0]


def written(terminal):
    """What a program writes to a terminal, until it ends."""
    while True:
        try:
            yield os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            return


def report(name, lines, end):
    """The largest error from the first tenth on, in parts of what was left; seconds below the line's resolution are none."""
    worst, shown_at = 0.0, -end
    for moment, said in lines:
        left = end - moment
        wrong = None if said is None else max(0.0, abs(said - left) - RESOLUTION) / max(left, RESOLUTION)
        if moment >= FROM * end:
            worst = max(worst, float("inf") if wrong is None else wrong)
        text = "?" if said is None else f"{said}"
        if moment - shown_at < end / 40:
            continue
        shown_at = moment
        print(f"  {moment:7.1f} s  said {text:>6}  was {left:7.1f}  {'' if wrong is None else f'{wrong:6.0%}'}", file=sys.stderr)
    print(f"{name:24} {end:8.0f} s {worst:15.0%}", flush=True)
    return worst


def main(root, configs):
    espalier = shlex.split(os.environ.get("ESPALIER", str(root / "scripts/espalier")))
    print(f"{'sweep':24} {'took':>10} {'largest error':>15}")
    worst = 0.0
    for config in configs:
        out = root / "out/bench/eta" / Path(config).stem
        shutil.rmtree(out, ignore_errors=True)
        worst = max(worst, report(Path(config).stem, *watched([*espalier, "run", config, "--out", str(out)])))
    return 1 if worst > ERROR else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
