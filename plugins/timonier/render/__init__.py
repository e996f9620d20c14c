"""HTML in, HTML out: labs, slides, print; templates and assets shared by site, decks and books."""
