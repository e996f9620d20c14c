"""The shop window: a page with the portrait of whoever visits, and the number of visits.

Everything around it may be missing: without portraits the picture says so, without cache the counter does.
"""

import socket

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue

from vitrine.counter import Counter
from vitrine.health import health
from vitrine.names import LONGEST, clean
from vitrine.portraits import Portraits
from vitrine.settings import Settings

_DEFAULT_NAME = "Camille"
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Each page counts a visit and shows what answers now.
    "Cache-Control": "no-store",
}


def create_app(settings: Settings | None = None) -> Flask:
    """The application; its settings come from the environment unless they are given."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, static_folder=None)
    counter, portraits = Counter(settings), Portraits(settings)
    app.register_blueprint(health)

    @app.get("/")
    def home() -> str:
        return render_template(
            "index.html",
            name=clean(request.args.get("nom", "")) or _DEFAULT_NAME,
            longest=LONGEST,
            visits=counter.add_visit(),
            context=settings.context,
            host=socket.gethostname(),
        )

    @app.get("/portrait/<path:name>.svg")
    def portrait(name: str) -> ResponseReturnValue:
        drawing = portraits.draw(clean(name))
        if drawing is None:
            return Response(render_template("absent.svg"), 502, mimetype="image/svg+xml")
        return Response(drawing, mimetype="image/svg+xml")

    @app.get("/style.css")
    def style() -> ResponseReturnValue:
        return Response(render_template("style.css"), mimetype="text/css")

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(_SECURITY)
        return response

    return app
