"""What a cluster asks: do you live, may I send you requests?"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from vitrine import stopping

health = Blueprint("health", __name__)
_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@health.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers: it lives, whatever becomes of the services it calls."""
    return "ok\n", 200, _PLAIN


@health.get("/readyz")
def readyz() -> ResponseReturnValue:
    """No more requests once the end is announced."""
    return ("arrêt en cours\n", 503, _PLAIN) if stopping.announced() else ("ok\n", 200, _PLAIN)
