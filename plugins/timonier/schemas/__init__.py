"""Which Kubernetes schema fits a manifest, and what is wrong with the manifest, said in French.

In: values of `timonier.core`. Out: `Finding`s, which name a path in the data, never a row or a column.
"""
