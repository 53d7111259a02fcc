"""Run by notebook: `notebook.py package` looks at the installed package, `notebook.py executed FILE` at an executed notebook."""

import inspect
import json
import sys
from pathlib import Path


def check(what, holds):
    if not holds:
        raise SystemExit(f"Cannot pass: {what}")


def package():
    """Everything that is exported has words of its own and types, and the jar is the package's."""
    import espalier

    home = Path(espalier.__file__).parent
    check(f"{home} is not an installed package", "site-packages" in home.parts)
    check("jar_path() is not the jar in the package", Path(espalier.jar_path()) == home / "espalier.jar")
    check("there is no py.typed", (home / "py.typed").exists())
    for name in espalier.__all__:
        member = getattr(espalier, name)
        check(f"{name} has no docstring", inspect.getdoc(member))
        for own, function in vars(member).items() if inspect.isclass(member) else [(name, member)]:
            if inspect.isfunction(function) and not own.startswith("_"):
                check(f"{name}.{own} has no docstring", function.__doc__)
                check(f"{name}.{own} has no type of what it gives", "return" in function.__annotations__)
    print(f"{len(espalier.__all__)} names with help and types, jar of {Path(espalier.jar_path()).stat().st_size / 1e6:.0f} MB")


def executed(file):
    """A notebook shows tables, plots and how far its fit was."""
    cells = json.loads(Path(file).read_text())["cells"]
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    tables = sum("<table" in "".join(data.get("text/html", [])) for data in outputs)
    plots = sum("image/png" in data for data in outputs)
    texts = ["".join(data.get("text/plain", [])) for data in outputs]
    check("there is no table of pandas", tables)
    check("there is no plot", plots)
    check("the fit did not show how far it was", any(" trials, 0 failed" in text for text in texts))
    print(f"{len(cells)} cells, {tables} tables, {plots} plots; {next(t for t in texts if ' trials, 0 failed' in t)}")


if __name__ == "__main__":
    {"package": package, "executed": executed}[sys.argv[1]](*sys.argv[2:])
