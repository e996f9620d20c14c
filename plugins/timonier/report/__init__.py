"""A list of diagnostics in, text out: one small module a format."""
