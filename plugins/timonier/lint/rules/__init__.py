"""Rules, one family a module; `timonier.lint.registry` lists them."""
