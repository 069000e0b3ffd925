# What a wrong call says, for every kind of parameter list.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def defaults(a=1, b=2): pass
def star(a, *args): pass
def keyword(a, *, k): pass
def keywords(*, k, l, m): pass
def keyword_default(a, *, k=1): pass
def stars(**kw): pass
def only(a, b, /): pass
def only_default(a, b=1, /, c=2): pass
def mixed(a, b, /, c, *, d): pass
def everything(a, b=1, *args, c, d=2, **kw): pass


class C:
    def method(self): pass
    def method1(self, a): pass
    @classmethod
    def cm(cls, a): pass
    @staticmethod
    def sm(a): pass


class I:
    def __init__(self, a, b=2): pass


calls = [
    lambda: none(1), lambda: none(1, 2), lambda: none(x=1), lambda: none(1, x=1), lambda: one(),
        lambda: one(1, 2), lambda: one(1, a=2), lambda: one(b=1), lambda: one(1, b=2),
        lambda: one(1, 2, 3),
    lambda: two(), lambda: two(1), lambda: two(b=1), lambda: two(1, 2, 3), lambda: two(1, c=3),
        lambda: two(1, a=2), lambda: three(), lambda: three(1), lambda: three(b=1),
        lambda: three(1, 2, 3, 4),
    lambda: default(), lambda: default(1, 2, 3), lambda: default(b=2), lambda: default(1, 2, b=3),
        lambda: defaults(1, 2, 3), lambda: defaults(c=1), lambda: star(), lambda: star(a=1, *[2]),
        lambda: star(x=1),
    lambda: keyword(1), lambda: keyword(1, 2), lambda: keyword(k=1), lambda: keyword(1, 2, k=3),
        lambda: keyword(1, k=1, z=2), lambda: keyword(), lambda: keywords(), lambda: keywords(k=1),
        lambda: keywords(l=1, m=2), lambda: keywords(1), lambda: keywords(1, k=1, l=2, m=3),
    lambda: keyword_default(1, 2), lambda: keyword_default(1, 2, k=5), lambda: stars(1),
        lambda: stars(1, a=2), lambda: only(a=1, b=2), lambda: only(1, b=2), lambda: only(1),
        lambda: only(), lambda: only(1, 2, 3), lambda: only_default(a=1),
        lambda: only_default(1, b=2), lambda: only_default(1, 2, 3, 4),
    lambda: mixed(1, 2, 3), lambda: mixed(1, 2, 3, 4), lambda: mixed(1, c=2, d=3),
        lambda: mixed(a=1, b=2, c=3, d=4), lambda: mixed(1, 2, d=1), lambda: everything(),
        lambda: everything(1), lambda: everything(c=1), lambda: everything(1, a=1, c=2),
        lambda: everything(1, 2, 3, b=4, c=2),
    lambda: C().method(1), lambda: C.method(), lambda: C().method1(), lambda: C().method1(1, 2),
        lambda: C().method(x=1), lambda: C.cm(), lambda: C().cm(1, 2), lambda: C.sm(),
        lambda: C().sm(1, 2), lambda: C(1), lambda: C(x=1), lambda: I(), lambda: I(1, 2, 3),
        lambda: I(b=1), lambda: I(1, c=2), lambda: (lambda x: 0)(), lambda: (lambda: 0)(1),
        lambda: (lambda *, k: 0)(),
    lambda: one(*[1, 2]), lambda: one(**{"a": 1, "b": 2}), lambda: one(*[1], **{"a": 2}),
    lambda: object(1), lambda: object().x, lambda: C()(), lambda: C.nope, lambda: C().nope, lambda: none.nope,
]
for call in calls:
    try:
        print("no error", call())
    except Exception as error:
        print(type(error).__name__, error)
