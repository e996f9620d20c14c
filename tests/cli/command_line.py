"""What the tests of the command line share."""

from pathlib import Path

import pytest

from timonier import cli

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
"""
TYPO = SERVICE.replace("port: 80", "prot: 80")


def page(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: Exemple\ntype: cours\n---\n\n# Exemple\n\n{text}", encoding="utf-8")


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one sentence of a usage fault."""
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("timonier : ")
    assert err.count("\n") == 1
    return err
