"""The files of `docs/deploy/`: each by the tool it is for, and by what the code has."""
