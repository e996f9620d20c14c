"""Page HTML in, deck out: what stands on slides, what goes to the notes, and the file that shows both."""
