# textwrap: wrap, fill, shorten, dedent, indent.
import textwrap

text = "The quick brown fox jumps over the lazy dog, while a well-known state-of-the-art method  takes its\ttime; supercalifragilisticexpialidocious words break."
for width in (10, 20, 33, 70):
    print(textwrap.wrap(text, width))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap(text, 12, break_long_words=False), textwrap.wrap(text, 25, max_lines=2), textwrap.wrap("", 10), textwrap.wrap("   a  b ", 3))
print(textwrap.shorten("Hello  world, how are you?", 15), textwrap.shorten("Hello world", 12), textwrap.shorten("Hello world", 10, placeholder="..."))
print(repr(textwrap.dedent("""\
    def f():
        return 1

      x
    """)), repr(textwrap.dedent("  a\n\tb")), repr(textwrap.dedent("a\n  b")))
print(repr(textwrap.indent("a\n\nb\n  c", "> ")), repr(textwrap.indent("a\n\nb", "+", lambda line: True)))
