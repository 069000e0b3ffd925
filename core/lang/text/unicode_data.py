"""Writes unicode_data.inc from the Unicode database of the Python 3.11 that runs this.

    /usr/bin/python3 core/lang/text/unicode_data.py > core/lang/text/unicode_data.inc

The result is committed: other Pythons know other versions of Unicode.
"""

import sys
import unicodedata

FLAGS = ["ALPHA", "DECIMAL", "DIGIT", "NUMERIC", "SPACE", "PRINTABLE", "UPPER", "LOWER", "TITLE",
         "START", "CONTINUE", "STABLE", "CASED", "CASE_IGNORABLE"]


# Characters that may melt into the one before them.
SECONDS = {chr(int(parts[1], 16)) for point in range(0x110000)
           if len(parts := unicodedata.decomposition(chr(point)).split()) == 2
           and not parts[0].startswith("<")} | {chr(point) for point in range(0x1161, 0x11C3)}


def flags(char):
    cased = (char + "\u03a3").lower().endswith("\u03c2")
    skipped = ("A" + char + "\u03a3").lower().endswith("\u03c2")
    stable = unicodedata.normalize("NFKC", char) == char and unicodedata.combining(char) == 0 \
        and char not in SECONDS
    said = [char.isalpha(), char.isdecimal(), char.isdigit(), char.isnumeric(), char.isspace(),
            char.isprintable(), char.isupper(), char.islower(), unicodedata.category(char) == "Lt",
            char.isidentifier(), ("a" + char).isidentifier(), stable, cased,
            skipped and not cased]
    return sum(1 << bit for bit, is_so in enumerate(said) if is_so)


def mappings(char):
    return char.upper(), char.lower(), char.title(), char.casefold()


def record(point):
    if 0xD800 <= point < 0xE000:
        return 0, 0, 0, 0, 0
    char = chr(point)
    return flags(char), *(ord(other) - point if len(other) == 1 else 0 for other in mappings(char))


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit("wants Python 3.11")
    records, runs, special = {}, [], []
    for point in range(0x110000):
        index = records.setdefault(record(point), len(records))
        if not runs or runs[-1][1] != index:
            runs.append((point, index))
        if not 0xD800 <= point < 0xE000:
            for kind, other in zip(("UPPER", "LOWER", "TITLE", "FOLD"), mappings(chr(point))):
                if len(other) > 1:
                    special.append((point, kind, other))
    print(f"// Written by unicode_data.py: Unicode {unicodedata.unidata_version}. clang-format off\n")
    print("static const struct record records[] = {")
    for values in records:
        print(f"    {{0x{values[0]:x}, {{{', '.join(map(str, values[1:]))}}}}},")
    print("};\n\nstatic const struct run runs[] = {")
    for at in range(0, len(runs), 6):
        print("    " + " ".join(f"{{0x{point:x}, {index}}}," for point, index in runs[at:at + 6]))
    print("};\n\nstatic const struct special specials[] = {")
    for point, kind, other in special:
        text = "".join(f"\\x{byte:02x}" for byte in other.encode())
        print(f'    {{0x{point:x}, UNICODE_TO_{kind}, "{text}"}},')
    print("};")


main()
