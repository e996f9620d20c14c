"""The checks: rules listed by hand, run over sources, with what authors silence taken into account.

In: a `Course` or single files. Out: a `Report`.
"""
