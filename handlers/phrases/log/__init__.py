"""The reader of `/log` lines: functions over a line, no model, no network.

1. `chart` covers the line with spans: what each word most likely is (a kind, an account, a day, filler …).
2. `parts` cuts it where another entry begins.
3. `entry` reads one part into a `LogPhrase`: the kind, the account, and where the note begins.
4. `held` says whether it took place: what was cancelled, is planned or asked is not stored.

`read_message` gives everything; `read_log` the one entry of a line.
"""
