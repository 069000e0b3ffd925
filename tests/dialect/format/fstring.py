# f-strings: expressions, nesting, conversions, =, quotes, specs from expressions.
name, x, width, items, d = "Ada", 3.14159, 10, [1, 2, 3], {"k": "v", "n": {"m": 1}}
print(f"{name}", f"{name!r}", f"{name!s}", f"{name!a}", f"{x:.2f}", f"{x:{width}.{2}f}",
    f"{x:>{width}}", f"{name:*^{width}}", f"{items}", f"{items[0]}", f"{items[-1]:03d}",
    f"{d['k']}", f'{d["n"]["m"]}')
print(
    f"{1 + 1} {2 * 3 ** 2} {len(items)} {max(items)} {[i * 2 for i in items]} {sum(i for i in items)} {'yes' if x > 3 else 'no'} {(lambda a: a + 1)(5)} {x > 3 and name}")
print(f"{{}} {{{name}}} {{{{}}}}", f"", f"{''}", f"{name}{name}", f"a{1}b{2}c", rf"\n{name}",
    f"line\n{name}\t|", fr"\d{x:.1f}")
print(f"{x=}", f"{x = }", f"{x=:.2f}", f"{name=}", f"{name=!s}", f"{1+1=}", f"{ items[0] =}",
    f"{len(items)=:>5}", f"{name.upper()=}", f"{d['k']=}")
print(f"{'nested ' + f'{name}'}", f"{name:{'>'}{10}}", f"{x:{'.1f' if x > 1 else '.3f'}}",
    f"{f'{x:.1f}':>8}")
print(f"""multi
{name}
  {x:.3f} {
    x + 1
}""", f'{name}' "plain {not}" f"{x:.0f}", "{plain}" f"{1}")
print(
    f"{True} {None} {1.0} {-1} {not True} {1 == 1} {'a' in 'abc'} {1, 2} {(1, 2)} {[]} { {'a': 1} } { {1, 1} }",
    f"{'a' 'b'}", f"{0x10:#x}", f"{10:b}", f"{1e10}", f"{1_000:,}")
a = b = 5
print(f"{a!r:>{b}}", f"{a:0{b}d}", f"{a if a else b}", f"{a:<{b}}|", f"{(y := a + 1)} {y}",
    f"{a != b}", f"{a == b}", f"{a >= b}", f"{a:=5}" if a == 4 else "-", f"{*items,}", f"{a,b}")
for index, item in enumerate(["x", "yy", "zzz"]):
    print(f"{index:>2}. {item:<5}|{item!r:>7}|{len(item)}")
try:
    print(f"{undefined_name}")
except NameError as error:
    print(error)
try:
    print(f"{1/0}")
except ZeroDivisionError as error:
    print(error)
try:
    print(f"{name:d}")
except ValueError as error:
    print(error)
