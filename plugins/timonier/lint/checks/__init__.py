"""Rules of the API server's validation, written once for a definition and used wherever the schemas put it.

In: a `Node`. Out: `Finding`s. Each module lists its rules by definition in `CHECKS`; `lint.inspect` runs them.
"""
