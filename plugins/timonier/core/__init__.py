"""Pure readers of what authors write.

In: texts (`SourceFile`). Out: frozen values: front matter, fences, blocks, snippets, YAML documents with the
place of every key and value, diagnostics. Nothing here opens a file.
"""
