"""scripts/bench NAME: measures one thing, prints a table and writes it as JSON; 1 when a goal is missed."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from measures import ROOT, save, table

BENCHES = {"lint": "lint", "site": "site_bench", "serve": "serve", "page": "page"}
"""Each with its module, which may need what the others do without."""


def main() -> int:
    """Run the named bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Mesure Timonier et compare à ses buts.")
    parser.add_argument("nom", choices=BENCHES, help="ce qui est mesuré")
    name = parser.parse_args().nom
    measures = import_module(BENCHES[name]).measure()
    print(table(measures))
    print(f"Mesures : {save(name, measures).relative_to(ROOT)}")
    return int(any(measure.missed for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
