"""Everything of an installation in one encrypted file: made, brought back, rehearsed (L8, X23).

`sealed` the file: a tar within age, whole or not there · `sums` what every table must come out at ·
`keys` to whom it is sealed · `making`, `restoring`, `drill` the three acts.
"""
