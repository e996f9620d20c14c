"""The written site in, what must not be there out; needs no generator."""
