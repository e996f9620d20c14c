"""What readers type: the commands of `console` and `bash` blocks, against kubectl itself and against the lab.

In: a page, and for a lab what it creates. Out: diagnostics. Commands are read, never run.
"""
