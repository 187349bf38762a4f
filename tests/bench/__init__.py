"""Speed, as ratios against a named baseline in the same run on the same machine: `make bench`."""
