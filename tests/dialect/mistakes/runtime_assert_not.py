value = 5
assert not value, "must be nothing"
