"""Where sweeps suffer: what they need, how they are started and gone on with, and what is found of them after."""

import fcntl
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import steps

LOG4J = """
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
logger.spark.name = org.apache.spark
logger.spark.level = off
appender.steps.type = File
appender.steps.name = steps
appender.steps.fileName = ${env:TORTURE_LOG}
appender.steps.layout.type = PatternLayout
appender.steps.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss,SSS} %N %m%n
logger.espalier.name = io.espalier
logger.espalier.level = debug
logger.espalier.appenderRef.steps.ref = steps
"""
JVM = "-Xmx1g"


class Skipped(Exception):
    """A fault that cannot be brought about here."""


@dataclass
class Sweep:
    """One sweep that suffers."""

    ground: "Ground"
    out: Path
    options: list = field(default_factory=list)
    settings: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    store: Path = None
    master: str = "local[2, 4]"
    cluster: Path = None
    lost: list = field(default_factory=list)
    in_turn: bool = False
    logs: list = field(default_factory=list)

    def start(self):
        """A driver, as a process that can be killed: the launcher becomes the JVM."""
        log = self.out.parent / f"{self.out.name}.{len(self.logs)}.log"
        self.logs.append(log)
        command = [self.ground.root / "scripts/espalier", "run", self.ground.config, "--out", self.out]
        command += ["--master", self.master]
        if self.store:
            command += ["--store", self.store]
        driver = subprocess.Popen(
            [str(word) for word in command + self.options + self.settings],
            stdout=open(f"{log}.out", "w"),
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**self.ground.environment, **self.environment, "TORTURE_LOG": str(log)},
        )
        self.ground.processes.append(driver)
        return driver

    def said(self):
        """What the last driver printed."""
        return Path(f"{self.logs[-1]}.out").read_text()

    def finish(self):
        """Goes on with it, in peace and on local cores, until it says that it is done."""
        self.master = Sweep.master
        driver = self.start()
        driver.wait()
        if driver.returncode != 0:
            raise AssertionError(f"cannot go on: {self.said().strip()[-300:]}")

    def progress(self):
        """How many steps were stored so far."""
        return sum(steps.stored(log) for log in self.step_logs())

    def executor_logs(self):
        return sorted(self.cluster.glob("work/*/*/*/stderr")) if self.cluster else []

    def step_logs(self):
        return [log for log in self.logs if log.exists()] + self.executor_logs()

    def wait_for(self, share, driver):
        """Until about that share of all steps is stored, or the driver ends."""
        while driver.poll() is None and self.progress() < share * self.ground.stored:
            time.sleep(0.02)


class Ground:
    def __init__(self, root, folder):
        self.root = root
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config = root / "scripts/torture.d/sweep.yaml"
        log4j = self.folder / "log4j2.properties"
        log4j.write_text(LOG4J)
        self.environment = {**os.environ, "ESPALIER_JAVA_OPTS": JVM, "ESPALIER_LOG4J": f"file:{log4j}"}
        self.environment["TORTURE_LOG"] = str(self.folder / "other.log")
        self.mounts, self.clusters, self.processes = [], [], []
        self.say("espalier", "--version")
        launch = Path(os.environ.get("ESPALIER_LAUNCH") or root / ".launch/current").resolve()
        self.share = open(launch / "lock")
        fcntl.flock(self.share, fcntl.LOCK_SH)  # whatever is built meanwhile, all of this runs what was built now
        self.environment["ESPALIER_LAUNCH"] = str(launch)
        self.classpath = ":".join(
            [*map(str, launch.glob("*.jar")), (launch / "spark.classpath").read_text().strip()]
        )
        self.extension = self.compile()
        self.untouched = Sweep(self, self.folder / "untouched")
        self.stored = 0
        self.untouched.finish()
        self.stored = self.untouched.progress()
        self.planned = json.loads(self.say("espalier", "plan", str(self.config), "--json"))

    def say(self, *command, status=0):
        done = subprocess.run(
            [str(self.root / "scripts" / command[0]), *command[1:]],
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if status is not None and done.returncode != status:
            raise AssertionError(f"{' '.join(command)}: {done.stdout.strip()} {done.stderr.strip()}")
        return done.stdout

    def compile(self):
        """A jar with criteria that misbehave, and with what looks at tables."""
        sources = sorted((self.root / "scripts/torture.d/extension").glob("*.java"))
        classes = self.folder / "classes"
        services = classes / "META-INF/services"
        services.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["javac", "-proc:none", "-d", str(classes), "-cp", self.classpath, *map(str, sources)], check=True
        )
        criteria = [s.stem for s in sources if "implements Criterion" in s.read_text()]
        (services / "io.espalier.criterion.Criterion").write_text("".join(f"torture.{name}\n" for name in criteria))
        jar = self.folder / "torture.jar"
        subprocess.run(["jar", "--create", "--file", str(jar), "-C", str(classes), "."], check=True)
        return jar

    def java(self, main, *arguments, **streams):
        """A main class of the extension."""
        opens = ["java.nio", "sun.nio.ch", "java.lang", "java.util", "java.lang.invoke", "sun.util.calendar"]
        process = subprocess.Popen(
            ["java", "-Xmx700m", f"-Dlog4j2.configurationFile={self.environment['ESPALIER_LOG4J']}"]
            + [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opens]
            + ["-cp", f"{self.extension}:{self.classpath}", f"torture.{main}", *map(str, arguments)],
            env={**self.environment, "TORTURE_LOG": str(self.folder / "reader.log"), "SPARK_LOCAL_IP": "127.0.0.1"},
            stdout=subprocess.PIPE,
            text=True,
            **streams,
        )
        self.processes.append(process)
        return process

    def cluster(self, workers, cores, port=7377):
        """A standalone cluster: its master's address and its folder."""
        folder = self.folder / f"cluster-{len(self.clusters)}"
        self.clusters.append(folder)
        master = self.say(
            "cluster", "start", "--workers", str(workers), "--cores", str(cores), "--memory", "1500m",
            "--port", str(port), "--folder", str(folder),
        )
        return master.strip(), folder

    def tmpfs(self, name, kibibytes):
        """A file system of that size."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", folder], capture_output=True).returncode:
            raise Skipped("needs the right to mount a tmpfs")
        self.mounts.append(folder)
        return folder

    def suffer(self, name, fault, chance, round_number):
        """Lets a fault strike one sweep, finishes it and looks at what came of it."""
        sweep = Sweep(self, self.folder / f"{name}-{round_number}")
        began = time.time()
        try:
            happened = fault(sweep, chance)
            sweep.finish()
            outcome = self.examine(sweep)
            outcome["overhead"] = steps.overhead(sweep.logs[-1])
            state = happened.pop("must_have", None)
            if state and not outcome["others"].get(state):
                outcome["problem"] = f"no row with state {state}: {outcome['others']}"
            outcome.update(happened)
        except Skipped as why:
            outcome = {"skipped": str(why)}
        except (AssertionError, OSError, subprocess.SubprocessError) as wrong:
            outcome = {"problem": self.relative(f"{type(wrong).__name__} {wrong}")}
        finally:
            self.stop()
        outcome["seconds"] = round(time.time() - began, 1)
        if not outcome.get("problem"):
            shutil.rmtree(sweep.out, ignore_errors=True)
        return outcome

    def relative(self, text):
        """The text with paths as they are from the repository, or from the folder of this torture."""
        return text.replace(f"{self.folder}/", "").replace(f"{self.root}/", "")

    def examine(self, sweep):
        """Verifies it and compares it with the untouched one."""
        verify = ["verify", str(sweep.out)] + (["--store", str(sweep.store)] if sweep.store else [])
        self.say("espalier", *verify)
        compare = self.java("Compare", self.untouched.out, sweep.out, stderr=subprocess.PIPE)
        said, complained = compare.communicate()
        outcome = json.loads(said)
        if outcome["differing"]:
            outcome["difference"] = complained.strip()[:4000]
        outcome.update(steps.again(sweep.step_logs(), sweep.lost, sweep.in_turn))
        return outcome

    def stop(self):
        for process in self.processes:
            process.kill()
            process.wait()
        self.processes = []
        for folder in self.clusters:
            subprocess.run([self.root / "scripts/cluster", "stop", "--folder", folder], capture_output=True)

    def clear(self):
        self.stop()
        for mount in self.mounts:
            subprocess.run(["umount", "--lazy", mount], capture_output=True)
