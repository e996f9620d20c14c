"""The rim with the shell: one module a command, `main(argv) -> exit code`."""
