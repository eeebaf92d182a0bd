"""What runs in the child: a workbook comes in by standard input, its rows leave by standard output.

Nothing here imports the platform or Django, and nothing of the platform runs here: the package is
started by its folder, isolated (`python -I -S`), so its imports among themselves are relative.
"""
