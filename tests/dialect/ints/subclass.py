# Subclasses of int and bool's place: arithmetic results, text, dict keys.
class Score(int):
    def __new__(cls, value, label=""):
        self = super().__new__(cls, value)
        self.label = label
        return self

    def __repr__(self): return f"Score({int(self)}, {self.label!r})"
    def __add__(self, other): return Score(int(self) + int(other), self.label)


s = Score(5, "five")
print(s, repr(s), s + 1, s * 2, type(s * 2), s == 5, hash(s) == hash(5), {5: "x"}[s], s.label,
    int(s), f"{s}", f"{s:03d}", "%d" % s, [s], str(s), -s, s > 4, sum([s, s]), max(s, 3),
    isinstance(s, int), s.bit_length(), list(range(s)), [1, 2, 3, 4, 5, 6][s], abs(Score(-3)),
    bool(Score(0)), divmod(s, 2), s / 2, 2**s, s**2, round(s))
try:
    class B(bool): pass
except TypeError as error:
    print(error)
print(True + 1, True.__class__, bool.__mro__, int(True), str(True), repr(False), f"{True:d}",
    f"{True}", f"{True!s:>6}", "%s %d" % (True, True), [True, False].index(1), {True: 1, 1: 2},
    True is (1 == 1), hash(True), bool(2), bool("x") + bool(""))
