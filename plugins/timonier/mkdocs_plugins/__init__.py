"""The rim with MkDocs and ProperDocs: each hook is a few lines that call one function of the package."""
