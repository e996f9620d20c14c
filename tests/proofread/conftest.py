"""The proofreader is not in the package: tests find it by its folder."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "scripts" / "proofread"))
