"""Puts the jar of a built checkout into the package; the rest is in pyproject.toml."""

import shutil
import tempfile
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithJar(build_py):
    """A package with the jar, where there is one: without, it is looked for when it is needed."""

    def run(self) -> None:
        super().run()
        jar = Path(__file__).resolve().parents[2] / "spark-jobs/target/espalier.jar"
        if jar.exists() and not self.editable_mode:
            shutil.copy(jar, Path(self.build_lib) / "espalier/espalier.jar")


with tempfile.TemporaryDirectory() as folder:  # or a copy of the jar, and files since removed, would stay in the checkout
    setup(cmdclass={"build_py": WithJar}, options={"build": {"build_base": folder}})
