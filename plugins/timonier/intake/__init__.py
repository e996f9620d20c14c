"""Decks of other tools, written in Markdown: text in, lesson out, and what has no place in a lesson."""
