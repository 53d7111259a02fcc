"""Reads the logs of steps that executors write: which were begun, which are in the store, which were done again."""

import re
from datetime import datetime

EVENT = re.compile(r"^(\S+) (?:\d+ |DEBUG StepLog: )(begun|spared|stored|measuring|known|measured) ([0-9a-f]{32})(?:: (.*))?$")
DRIVER = re.compile(r"^\S+ (\d+) (Spark is up|\d+ branches begin)$")


def _time(text):
    return datetime.fromisoformat(text.replace(",", ".")).timestamp()


SPARED = {"spared": "begun", "known": "measuring"}


def _spare(events, kind, key):
    """Takes back what was begun last in a log, and then found done by another."""
    for i in range(len(events) - 1, -1, -1):
        _, began, start, keys = events[i]
        if began == SPARED[kind] and (keys[-1] if keys else start) == key:
            del events[i]
            return


def _events(logs, in_turn):
    """
    All events of sweeps that ran one after the other or at once, in the order of their times; in one file, of its lines.
    Where files were written in turn their clocks do not matter.
    """
    events = []
    latest = 0
    for log in logs:
        latest = latest if in_turn else 0
        of_log = []
        for line in open(log, errors="replace"):
            match = EVENT.match(line.rstrip())
            if match and match[2] in SPARED:
                _spare(of_log, match[2], match[3])
            elif match:
                latest = latest + 1 if in_turn else max(latest, _time(match[1]))
                of_log.append((latest, match[2], match[3], (match[4] or "").split()))
        events += of_log
    return sorted(events, key=lambda event: event[0])


def _without_lost(events, lost):
    last = {event[1:3]: i for i, event in enumerate(events)}
    begins = ("begun", "measuring")
    return [e for i, e in enumerate(events) if e[1] in begins or e[2] not in lost or last[e[1:3]] == i]


def stored(log):
    """How many snapshots and measurements were stored."""
    return sum(1 for line in open(log, errors="replace") if " stored " in line or " measured " in line)


def again(logs, lost=(), in_turn=False):
    """
    How many steps were begun twice in all, and how many of those were finished: stored, or nothing behind them missing.
    What was lost from the store meanwhile was not finished until it was stored again.
    """
    events = _without_lost(_events(logs, in_turn), lost)
    parents = {}
    for _, kind, start, keys in events:
        if kind == "begun":
            for before, key in zip([start, *keys], keys):
                parents[key] = before
    first, measured = {}, {}
    remeasured = 0
    for when, kind, key, _ in events:
        if kind == "stored":
            first.setdefault(key, when)
        elif kind == "measuring":
            remeasured += measured.get(key, float("inf")) < when
        elif kind == "measured":
            measured.setdefault(key, when)
    complete = {}  # when the last place at or behind a step was stored, and measured where it was to be
    for place, when in first.items():
        when = max(when, measured.get(place, when))
        complete[place] = max(complete.get(place, 0), when)
        key = place
        while key in parents:
            key = parents[key]
            complete[key] = max(complete.get(key, 0), when)
    begun, twice, finished = set(), 0, 0
    for when, kind, start, keys in events:
        if kind != "begun" or not keys:
            continue
        end_stored = first.get(keys[-1], float("inf")) < when
        for key in keys:
            twice += key in begun
            finished += key in begun and (end_stored or complete.get(key, float("inf")) < when)
            begun.add(key)
    return {"steps": len(begun), "twice_begun": twice, "finished_again": finished + remeasured}


def overhead(log):
    """
    Seconds between Spark's start and the first branch, or the end where there is none, by the clock that nobody can set.
    """
    times = {}
    for line in open(log, errors="replace"):
        match = DRIVER.match(line.rstrip())
        if match:
            times.setdefault("up" if match[2] == "Spark is up" else "begin", int(match[1]) / 1e9)
    return round(times["begin"] - times["up"], 2)
