"""What fails in the JVM, as one exception of Python's."""

from contextlib import contextmanager
from typing import Any, Iterator

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.errors.exceptions.captured import CapturedException


class EspalierError(PySparkException):
    """A stage could not do what it was asked to. Its text is the message alone, without the JVM's stack trace."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raises what fails in the JVM as an ``EspalierError``."""
    try:
        yield
    except Py4JJavaError as failure:
        raise EspalierError(_message(failure.java_exception)) from None
    except Py4JError as failure:
        raise EspalierError(_misfit(str(failure))) from None
    except CapturedException as failure:
        if failure._origin is None:
            raise
        raise EspalierError(_message(failure._origin)) from None


def _misfit(text: str) -> str:
    """What Py4J says where no method of the JVM takes the arguments, without its stack trace."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("\tat ")]
    reason = lines[-1].partition("Py4JException: ")[2] or lines[-1]
    return f"Invalid arguments: {reason}"


def _message(failure: Any) -> str:
    """What the first exception with words of its own says; those around it repeat it or add stack traces."""
    cause = failure.getCause()
    text = failure.getMessage()
    if cause is not None and (text is None or "\n\tat " in text or text == cause.toString()):
        return _message(cause)
    lines = (text or failure.toString()).splitlines()
    return "\n".join(line for line in lines if not line.startswith("\tat "))
