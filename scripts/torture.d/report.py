"""What torture found, as a table and as JSON."""

import json
import os
import platform

COLUMNS = ["fault", "rounds", "lost", "twice", "differ", "again", "in flight", "overhead", "verdict", "what happened in the first round"]
WIDTHS = [15, 6, 4, 5, 6, 5, 9, 8, 7, 0]
LEGEND = """lost, twice, differ: rows, against the untouched sweep, bit for bit, in all columns but times, of all tables
again: finished steps that were run again   in flight: steps that were cut off, or run by two at once, and begun anew
overhead: seconds from Spark being up to the first step of the last resumption, the most of all rounds; slow above 5"""
MOST_OVERHEAD = 5


def _row(cells):
    return "  ".join(f"{cell:{'<' if i in (0, 8, 9) else '>'}{WIDTHS[i]}}" for i, cell in enumerate(cells)).rstrip()


HEAD = _row(COLUMNS)


def summary(name, outcomes):
    run = [o for o in outcomes if "skipped" not in o and "problem" not in o]
    problems = [o["problem"] for o in outcomes if "problem" in o] + [p for o in run for p in o.get("problems", [])]
    skipped = [o["skipped"] for o in outcomes if "skipped" in o]

    def total(key):
        return sum(o[key] for o in run)

    result = {
        "fault": name,
        "rounds": len(outcomes),
        "lost": total("lost"),
        "twice": total("twice"),
        "differing": total("differing"),
        "finished_again": total("finished_again"),
        "unfinished_again": total("twice_begun"),
        "overhead": max((o["overhead"] for o in run), default=0.0),
        "happened": "; ".join(o["happened"] for o in run[:1]) or "; ".join((problems + skipped)[:1]),
        "problems": problems,
        "outcomes": outcomes,
    }
    wrong = problems or result["lost"] or result["twice"] or result["differing"] or result["finished_again"]
    slow = result["overhead"] > MOST_OVERHEAD
    result["verdict"] = "FAILED" if wrong else "slow" if slow else "passed" if run else "skipped"
    return result


def line(r):
    return _row(
        [r["fault"], r["rounds"], r["lost"], r["twice"], r["differing"], r["finished_again"], r["unfinished_again"],
         f"{r['overhead']:.1f}", r["verdict"], " ".join((r["problems"] or [r["happened"]])[0].split())[:96]]
    )


def write(file, chosen, results):
    machine = {"cores": os.cpu_count(), "system": platform.platform()}
    text = "\n".join([HEAD, *map(line, results), "", LEGEND])
    file.write_text(json.dumps({"text": text, "seed": chosen.seed, "rounds": chosen.rounds, "machine": machine, "faults": results}, indent=1) + "\n")
