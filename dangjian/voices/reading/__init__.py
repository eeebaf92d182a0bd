"""Reading a letter: what it may be, where it may go, which others it resembles. Pure; offered with
its reasons in words a clerk can check, never decided. The words are data: voices/data/*.toml.
"""
