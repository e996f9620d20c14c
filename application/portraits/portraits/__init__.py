"""Draws a face from a name: the same name, the same face, on any machine. Nothing is kept."""

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue

from portraits.face import face
from portraits.health import health
from portraits.names import clean


def create_app() -> Flask:
    """The application, which needs no settings."""
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(health)
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}

    @app.get("/portrait/<path:name>.svg")
    def portrait(name: str) -> ResponseReturnValue:
        shown = clean(name)
        return Response(render_template("portrait.svg", name=shown, face=face(shown)), mimetype="image/svg+xml")

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'none'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app
