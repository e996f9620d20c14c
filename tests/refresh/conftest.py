"""The maintainers' scripts are not in the package: tests find them by their folder."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "refresh"))
