"""The faults. Each gets a sweep that has not begun and a source of chance, strikes, and says what happened."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from ground import Skipped, Sweep


def driver_killed(sweep, chance):
    """kill -9 of the driver, thrice, each time anywhere in what is left"""
    shares = sorted(chance.uniform(0.02, 0.98) for _ in range(3))
    killed = [f"{100 * share:.0f}%" for share in shares if _run_until(sweep, share)]
    return {"happened": f"{len(killed)} kills, when {', '.join(killed)} was stored"}


def executor_killed(sweep, chance):
    """kill -9 of an executor on a standalone cluster, twice in one run"""
    folder = _on_cluster(sweep, 2, 1)
    driver = sweep.start()
    killed = []
    for share in sorted(chance.uniform(0.05, 0.8) for _ in range(2)):
        sweep.wait_for(share, driver)
        executors = _executors(folder)
        if driver.poll() is None and executors:
            victim = chance.choice(executors)
            os.kill(victim, signal.SIGKILL)
            killed.append(f"{100 * share:.0f}%")
    _must_end(sweep, driver, 0)
    return {"happened": f"{len(killed)} kills, when {', '.join(killed)} was stored; the driver went on"}


def worker_stopped(sweep, chance):
    """a Worker and its executor stopped, not to come back"""
    folder = _on_cluster(sweep, 2, 1)
    driver = sweep.start()
    share = chance.uniform(0.05, 0.7)
    sweep.wait_for(share, driver)
    os.kill(int((folder / "pids/worker-2").read_text()), signal.SIGTERM)
    _must_end(sweep, driver, 0)
    return {"happened": f"one of two stopped when {100 * share:.0f}% was stored; the driver went on"}


def speculation(sweep, chance):
    """an executor that stands still for a while, so that Spark runs its tasks elsewhere as well"""
    folder = _on_cluster(sweep, 2, 1)
    sweep.settings = [
        word
        for setting in ("=true", ".interval=100ms", ".task.duration.threshold=1s")
        for word in ("--conf", f"spark.speculation{setting}")
    ]
    driver = sweep.start()
    for share in sorted(chance.uniform(0.05, 0.7) for _ in range(2)):
        sweep.wait_for(share, driver)
        executors = _executors(folder)
        if driver.poll() is None and executors:
            victim = chance.choice(executors)
            os.kill(victim, signal.SIGSTOP)
            time.sleep(6)
            os.kill(victim, signal.SIGCONT)
    _must_end(sweep, driver, 0)
    sweep.settings = []
    copies = sum(log.read_text(errors="replace").count("Running task 0.1 ") for log in sweep.executor_logs())
    return {"happened": f"{copies} second copies of tasks", "problems": [] if copies else ["no task ran twice"]}


def task_throws(sweep, chance):
    """a criterion that throws"""
    return _with_criterion(sweep, "throwing", "FAILED")


def task_gives_nan(sweep, chance):
    """a criterion that gives NaN"""
    return _with_criterion(sweep, "not-a-number", "FAILED")


def task_hangs(sweep, chance):
    """criteria that never return, and, one of them, hear no interrupt; the limit is 15 s a trial"""
    return _with_criterion(sweep, "hanging, spinning", "TIMEOUT", "--set", "limits.seconds=15")


def out_of_memory(sweep, chance):
    """a criterion that takes all memory, beside others at work in the same JVM"""
    return _with_criterion(sweep, "exhausting", "OUT_OF_MEMORY")


def two_drivers(sweep, chance):
    """two drivers started on one sweep at once"""
    drivers = [sweep.start()]
    time.sleep(chance.uniform(0, 2))
    drivers.append(sweep.start())
    statuses = [driver.wait() for driver in drivers]
    return {"happened": f"they ended with status {statuses[0]} and {statuses[1]}"}


def shared_store(sweep, chance):
    """two sweeps at once with most steps in common and one store, one of them killed"""
    sweep.store = sweep.out.parent / f"{sweep.out.name}-store"
    other = Sweep(sweep.ground, sweep.out.parent / f"{sweep.out.name}-other", store=sweep.store)
    other.options = ["--set", "grid.sparsity=[0.5, 0.8, 0.9]"]
    drivers = [sweep.start(), other.start()]
    share = chance.uniform(0.1, 0.6)
    sweep.wait_for(share, drivers[0])
    drivers[0].kill()
    drivers[0].wait()
    _must_end(other, drivers[1], 0)
    sweep.logs += other.logs
    second = sweep.ground.examine(other)
    problems = [f"the other: {second[k]} {k}" for k in ("lost", "twice", "differing") if second[k]]
    return {"happened": f"one killed at {100 * share:.0f}%, the other has {second['rows']} rows", "problems": problems}


def store_full(sweep, chance):
    """no space left for the store, five times, each time with a little more"""
    needed = _kibibytes(sweep.ground.untouched.out / "store")
    sweep.store = sweep.ground.tmpfs(f"{sweep.out.name}-store", 16)
    sizes = [16, *sorted(int(chance.uniform(0.05, 0.9) * needed) for _ in range(4))]
    return _full(sweep, sweep.store, sizes)


def tables_full(sweep, chance):
    """no space left for the tables, five times, each time with a little more"""
    needed = _kibibytes(sweep.ground.untouched.out / "tables")
    sweep.out = sweep.ground.tmpfs(sweep.out.name, 8)
    sweep.store = sweep.out.parent / f"{sweep.out.name}-store"
    sizes = [8, 24, *sorted(int(chance.uniform(0.2, 1.0) * needed) for _ in range(3))]
    return _full(sweep, sweep.out, sizes)


def reader(sweep, chance):
    """DuckDB and Spark read the tables all the while, and the driver is killed twice"""
    poller = sweep.ground.java("Poller", sweep.out, stdin=subprocess.PIPE)
    poller.stdout.readline()  # Spark is up, which takes long where little is idle
    for share in sorted(chance.uniform(0.2, 0.9) for _ in range(2)):
        _run_until(sweep, share)
    sweep.finish()
    time.sleep(3)
    said, _ = poller.communicate("\n")
    polls = json.loads(said)
    problems = [f"{n} x {problem}" for problem, n in polls["problems"].items()]
    if len(polls["polls"]) < 2:
        problems.append("not both readers read")
    counts = ", ".join(f"{n} by {reader}" for reader, n in polls["polls"].items())
    return {"happened": f"{counts} reads", "problems": problems}


def store_damaged(sweep, chance):
    """after a kill, two snapshots, two measurements and a part of a table are cut short or have a bit flipped"""
    _run_until(sweep, chance.uniform(0.3, 0.8))
    damaged = []
    for kind in ("snapshots", "measurements"):
        files = sorted((sweep.out / "store" / kind).glob("*/*"))
        for file, damage in zip(chance.sample(files, 2), (_truncate, _flip)):
            damage(file, chance)
            damaged.append(file.name)
    part = chance.choice(sorted((sweep.out / "tables").glob("*/*.parquet")))
    _flip(part, chance)
    sweep.lost = damaged
    _must_complain(sweep, [*damaged, f"{part.parent.name}/{part.name}"])
    repair = sweep.ground.say("espalier", "verify", str(sweep.out), "--repair", status=None)
    return {"happened": f"{len(damaged)} blobs and {part.parent.name}/{part.name}, all named by verify; {repair.count('set aside ')} set aside by verify --repair"}


def blobs_swapped(sweep, chance):
    """after a kill, two snapshots and two measurements change places, whole as they are"""
    _run_until(sweep, chance.uniform(0.3, 0.8))
    swapped = []
    for kind in ("snapshots", "measurements"):
        one, other = chance.sample(sorted((sweep.out / "store" / kind).glob("*/*")), 2)
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
        swapped += [one.name, other.name]
    sweep.lost = swapped
    _must_complain(sweep, swapped)
    repair = sweep.ground.say("espalier", "verify", str(sweep.out), "--repair", status=None)
    return {"happened": f"{len(swapped)} blobs, all named by verify; {repair.count('set aside ')} set aside by verify --repair"}


def parts_copied(sweep, chance):
    """a whole batch copied under a higher number, a part copied beside itself, and notes among the tables"""
    _run_until(sweep, chance.uniform(0.5, 0.9))
    numbers = sorted(int(part.stem[5:]) for part in (sweep.out / "tables/trials").glob("part-*.parquet"))
    if not numbers:
        sweep.finish()
        numbers = [0]
    batch = chance.choice(numbers)
    strays = []
    for table in ("layers", "curves", "trials"):
        folder = sweep.out / "tables" / table
        shutil.copy(folder / f"part-{batch:06}.parquet", folder / f"part-{numbers[-1] + 1:06}.parquet")
        strays.append(folder / f"part-{batch:06} (copy).parquet")
        shutil.copy(folder / f"part-{batch:06}.parquet", strays[-1])
    strays.append(sweep.out / "tables/plan/notes.txt")
    strays[-1].write_text("mine\n")
    _must_complain(sweep, [str(stray) for stray in strays])
    repair = sweep.ground.say("espalier", "verify", str(sweep.out), "--repair", status=None)
    left = [stray.name for stray in strays if stray.exists()]
    problems = [f"still there: {name}" for name in left]
    return {"happened": f"{repair.count('set aside ')} files set aside by verify --repair", "problems": problems}


def description_damaged(sweep, chance):
    """after a kill sweep.json is emptied or of another kind, and a lease and a part of nobody's are there"""
    _run_until(sweep, chance.uniform(0.3, 0.8))
    content = chance.choice(["", "null", "[]", "{"])
    (sweep.out / "sweep.json").write_text(content)
    strays = [sweep.out / "lease/999999999", sweep.out / "tables/trials/link.parquet"]
    for stray in strays:
        stray.parent.mkdir(parents=True, exist_ok=True)
    strays[0].write_text("")
    strays[1].symlink_to("nowhere.parquet")
    _must_complain(sweep, ["sweep.json", *map(str, strays)])
    sweep.ground.say("espalier", "verify", str(sweep.out), "--repair", status=None)
    problems = [f"still there: {stray.name}" for stray in strays if stray.is_symlink() or stray.exists()]
    return {"happened": f"sweep.json was {content or 'empty'!r}; named by verify, written again by run", "problems": problems}


def driver_stood_still(sweep, chance):
    """the driver stands still for longer than Spark waits for a heartbeat, and then goes on"""
    driver = sweep.start()
    share = chance.uniform(0.1, 0.6)
    sweep.wait_for(share, driver)
    if driver.poll() is None:
        os.kill(driver.pid, signal.SIGSTOP)
        time.sleep(150)
        os.kill(driver.pid, signal.SIGCONT)
    _must_end(sweep, driver, 0)
    return {"happened": f"for 150 s when {100 * share:.0f}% was stored; it went on by itself"}


def clock_set_back(sweep, chance):
    """the clock goes back by a day while the driver runs, and another day before it is started again"""
    library = _libfaketime(sweep.ground)
    sweep.in_turn = True
    shift = sweep.ground.folder / f"{sweep.out.name}.shift"
    shift.write_text("+0\n")
    sweep.environment = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(shift),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # which makes timed waits of a JVM spin
    }
    driver = sweep.start()
    share = chance.uniform(0.1, 0.4)
    sweep.wait_for(share, driver)
    shift.write_text("-1d\n")
    time.sleep(2)
    sweep.wait_for(share + 0.3, driver)
    driver.kill()
    driver.wait()
    committed = len(list((sweep.out / "tables/trials").glob("*.parquet")))
    shift.write_text("-2d\n")
    return {"happened": f"back at {100 * share:.0f}% and at {100 * share + 30:.0f}%, {committed} parts of trials by then"}


def _run_until(sweep, share):
    """Whether a driver was still there to be killed."""
    driver = sweep.start()
    sweep.wait_for(share, driver)
    alive = driver.poll() is None
    if alive:
        driver.kill()
    elif driver.returncode != 0:
        raise AssertionError(f"ended by itself: {sweep.said().strip()[-300:]}")
    driver.wait()
    return alive


def _on_cluster(sweep, workers, cores):
    """Sets a sweep up to run on a cluster of its own, whose folder this gives; it is finished on local cores."""
    master, folder = sweep.ground.cluster(workers, cores)
    sweep.settings = []
    sweep.cluster = folder
    sweep.master = master
    return folder


def _executors(folder):
    """Process ids of a cluster's executors."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in command and str(folder) in command:
            found.append(int(process.name))
    return sorted(found)


def _must_end(sweep, driver, status):
    if driver.wait() != status:
        raise AssertionError(f"ended with {driver.returncode}: {sweep.said().strip()[-300:]}")


def _with_criterion(sweep, name, state, *options):
    sweep.environment = {"ESPALIER_CLASSPATH": str(sweep.ground.extension)}
    sweep.options = ["--set", f"grid.criterion=[magnitude, obd, random, {name}]", *options]
    sweep.finish()
    return {"happened": f"trials of {name} beside the others", "must_have": state}


def _kibibytes(folder):
    return int(subprocess.run(["du", "-sk", folder], capture_output=True, text=True, check=True).stdout.split()[0])


def _full(sweep, mount, sizes):
    hit = []
    for size in sizes:
        subprocess.run(["mount", "-o", f"remount,size={size}k", mount], check=True)
        driver = sweep.start()
        if driver.wait() == 0:
            continue
        said = sweep.said().strip()
        full = [line for line in said.splitlines() if "no space left on device" in line.lower()]
        complaint = full[-1] if full else ""
        if driver.returncode != 1 or "no space left on device" not in complaint.lower():
            raise AssertionError(f"{size} KiB, status {driver.returncode}: {said[-300:]}")
        hit.append(_kind(complaint, mount))
    subprocess.run(["mount", "-o", "remount,size=400m", mount], check=True)
    return {"happened": f"{len(hit)} times, writing {', '.join(dict.fromkeys(hit))}"}


def _kind(complaint, mount):
    """What was being written, from the path in the message."""
    path = complaint.split(f"{mount}/")[-1].split(":")[0].split("/")
    name = path[1].split(".")[0] if path[0] == "_staging" and len(path) > 1 else path[0]
    return "blobs" if len(name) == 32 else name


def _truncate(file, chance):
    os.truncate(file, chance.randrange(file.stat().st_size))


def _flip(file, chance):
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def _must_complain(sweep, names):
    try:
        sweep.ground.say("espalier", "verify", str(sweep.out), "--json")
    except AssertionError as complaint:
        unnamed = [name for name in names if name not in str(complaint)]
        if not unnamed:
            return
        raise AssertionError(f"verify does not name {unnamed}") from complaint
    raise AssertionError("verify finds nothing")


def _libfaketime(ground):
    """The library of the Debian package libfaketime, fetched where it is not installed."""
    folder = ground.root / "out/torture/faketime"
    if not list(folder.rglob("libfaketimeMT.so.1")) and shutil.which("apt-get"):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "libfaketime"], cwd=folder, capture_output=True)
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package.name, "."], cwd=folder, capture_output=True)
    for library in [*Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), *folder.rglob("libfaketimeMT.so.1")]:
        return library
    raise Skipped("needs libfaketime")


ALL = {
    "driver-killed": driver_killed,
    "executor-killed": executor_killed,
    "worker-stopped": worker_stopped,
    "speculation": speculation,
    "task-throws": task_throws,
    "task-gives-nan": task_gives_nan,
    "task-hangs": task_hangs,
    "out-of-memory": out_of_memory,
    "two-drivers": two_drivers,
    "shared-store": shared_store,
    "store-full": store_full,
    "tables-full": tables_full,
    "reader": reader,
    "store-damaged": store_damaged,
    "blobs-swapped": blobs_swapped,
    "parts-copied": parts_copied,
    "description-damaged": description_damaged,
    "driver-stood-still": driver_stood_still,
    "clock-set-back": clock_set_back,
}
