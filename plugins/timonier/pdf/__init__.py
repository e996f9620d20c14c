"""Print HTML in, PDF out: what to print (`job`), layout (`engine`), assembly (`assemble`)."""
