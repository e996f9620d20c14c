"""The Python-Markdown extension: everything an author may write, turned into HTML by whatever generator runs it."""
