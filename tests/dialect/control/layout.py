# Layout: indent widths, continuation, semicolons, comments, blank lines, backslashes, docstrings.
"""Module docstring? No: a comment stands before it, and it still is one."""
print(__doc__)
if True:
  x = 1
  if x:
        y = 2
        if y:
         z = 3
print(x, y, z)
def f():
	return "tab"
print(f())
a = 1; b = 2; print(a, b);
long = 1 + \
    2 + \
    3
print(long)
items = [
    1,
    2,  # comment

    # a comment alone

    3,
]
call = max(1,
2,
      3
)
print(items, call)
if (a == 1 and
        b == 2):
    print("joined")
class Empty: pass
class Doc:
    """Class doc."""
    def m(self):
        """Method doc."""
    def n(self): "one line"; return 1
print(Doc.__doc__, Doc.m.__doc__, Doc.n.__doc__, Doc().n(), f.__doc__, Doc().m())
def g(a,
      b=2,
      *args,
      c=3,
      ): return a + b + c
print(g(1,), g(1, 2, c=5,))
if True: pass; print("after pass")

# comment at the end of a block
for i in range(2):
    # first line is a comment
    print(i)
    # last too
else:

    print("else")
x = [  1 ,2,   3  ]
print (x [ 0 ], x[ - 1 ])
print("a" # comment inside a call
      "b")
def h(): return (yield)
s = """line 1
  line 2\
 joined
"""; print(s)
if 1:
    if 2:
        pass
    print("dedent one")
print(not-1, [1,2,][0], (1,)[0], {1:2,}[1], 1 .real)
_ = __ = ___ = 5; print(_ + __ + ___)
été = "names beyond ASCII"; 変数 = 1
print(été, 変数)
