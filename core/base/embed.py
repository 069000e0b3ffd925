"""Writes a C file that holds other files: embed.py FOLDER TABLE OUTPUT INPUT...

Names are paths below FOLDER; a .gz is unpacked and loses that ending. See embed.h.
"""

import gzip
import pathlib
import sys


def literal(data):
    """C string literals in short lines; compilers read them much faster than lists of numbers."""
    tokens = [chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else f"\\{byte:03o}"
              for byte in data]
    lines = ["".join(tokens[at:at + 60]) for at in range(0, len(tokens), 60)]
    return "\n".join(f'    "{line}"' for line in lines) or '    ""'


def main(folder, table, output, *inputs):
    entries = []
    with open(output, "w") as out:
        out.write('#include "core/base/embed.h"\n\n#include <stddef.h>\n\n'
                  '#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n')
        for index, path in enumerate(map(pathlib.Path, inputs)):
            data = path.read_bytes()
            name = path.resolve().relative_to(pathlib.Path(folder).resolve()).as_posix()
            if name.endswith(".gz"):
                data, name = gzip.decompress(data), name[:-3]
            out.write(f"static const char file_{index}[] =\n{literal(data)};\n\n")
            entries.append(f'    {{"{name}", file_{index}, sizeof file_{index} - 1}},\n')
        out.write(f"extern const struct embed_file {table}[];\n")
        out.write(f"const struct embed_file {table}[] = {{\n{''.join(entries)}")
        out.write("    {NULL, NULL, 0},\n};\n")


main(*sys.argv[1:])
