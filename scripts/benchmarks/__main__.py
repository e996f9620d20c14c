"""scripts/bench NAME: measures one thing, prints a table and writes it as JSON; 1 when a goal is missed."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from measures import ROOT, machine, save, table

BENCHES = {"lint": "lint", "site": "site_bench", "serve": "serve", "page": "page", "pdf": "pdf_bench"}
"""Each with its module, which may need what the others do without."""


def main() -> int:
    """Run the named bench."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Mesure Timonier et compare à ses buts.")
    parser.add_argument("nom", choices=BENCHES, help="ce qui est mesuré")
    parser.add_argument("--tours", type=int, metavar="N", help="combien de livres à froid (5 par défaut)")
    args = parser.parse_args()
    if args.tours is not None and (args.nom != "pdf" or args.tours < 1):
        parser.error("--tours est le nombre, d’au moins 1, des livres de « pdf »")
    bench = import_module(BENCHES[args.nom])
    measures = bench.measure(*([args.tours] if args.tours else []))
    versions = bench.versions()
    print(table(measures))
    print(", ".join(f"{name} {value}" for name, value in (machine() | versions).items()))
    print(f"Mesures : {save(args.nom, measures, versions).relative_to(ROOT)}")
    return int(any(measure.missed for measure in measures))


if __name__ == "__main__":
    sys.exit(main())
