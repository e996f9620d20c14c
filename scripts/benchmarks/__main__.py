"""scripts/bench NAME: measures one thing, prints a table and writes it as JSON; 1 when a goal is missed."""

from __future__ import annotations

import argparse
import sys

import serve
import site_bench
from measures import ROOT, save, table

import lint

BENCHES = {"lint": lint.measure, "site": site_bench.measure, "serve": serve.measure}


def main() -> int:
    """Run the named bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Mesure Timonier et compare à ses buts.")
    parser.add_argument("nom", choices=BENCHES, help="ce qui est mesuré")
    name = parser.parse_args().nom
    measures = BENCHES[name]()
    print(table(measures))
    print(f"Mesures : {save(name, measures).relative_to(ROOT)}")
    return int(any(measure.missed for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
