"""How fast the program is, measured: ``python -m tests.bench``. Not collected by pytest."""
