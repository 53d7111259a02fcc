"""Where the jar with the stages is."""

import os
from pathlib import Path

from espalier.errors import EspalierError

_NAME = "espalier.jar"


def jar_path() -> str:
    """The jar for ``spark.jars``: that of ``ESPALIER_JAR``, the one in the installed package, or that of the checkout
    which the package is in.

    >>> SparkSession.builder.config("spark.jars", espalier.jar_path())
    """
    here = Path(__file__).resolve()
    named = os.environ.get("ESPALIER_JAR")
    places = [Path(named)] if named else [here.with_name(_NAME), here.parents[3] / "spark-jobs/target" / _NAME]
    for place in places:
        if place.exists():
            return str(place)
    looked = ", ".join(str(place) for place in places)
    raise EspalierError(f"Cannot find {_NAME} in {looked}: build it with ./scripts/espalier --version, or set ESPALIER_JAR")
