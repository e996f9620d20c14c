"""`python -m timonier` is `timonier`."""

from timonier.cli import entry_point

entry_point()
