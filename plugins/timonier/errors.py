"""Whose fault an error is decides what the person sees and the exit code.

The author's fault is a `Diagnostic` (exit 1), a usage or settings fault is `UsageError` (one French sentence,
exit 2), and ours is any other exception (a traceback, exit 3).
"""


class UsageError(Exception):
    """A fault of the command line, the settings or the machine.

    The text is one French sentence that says what is wrong and what to do.
    """
