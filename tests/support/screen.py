"""What a terminal would show: a small VT100 screen that bytes are written to."""

import codecs
import re
import unicodedata


def width(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    def __init__(self, columns=80, rows=24):
        self.columns, self.rows = columns, rows
        self.lines = [[" "] * columns for _ in range(rows)]
        self.scrolled = []  # lines that left at the top, as text
        self.row = self.column = 0
        self.wrap_next = False
        self.pending = ""
        self.modes = set()  # private modes that are on, "2004" for bracketed paste
        self.unknown = []   # sequences that this screen does not know
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    # ---- reading

    def line(self, row):
        return "".join(self.lines[row]).rstrip()

    def shown(self):
        return "\n".join(self.line(row) for row in range(self.rows)).rstrip("\n")

    def all_lines(self):
        return self.scrolled + [self.line(row) for row in range(self.rows)]

    def text(self):
        """Everything that was shown, what scrolled away too."""
        return "\n".join(self.all_lines()).rstrip("\n")

    def cursor_line(self):
        return len(self.scrolled) + self.row

    def before_cursor(self):
        return "".join(self.lines[self.row][:self.column])

    # ---- writing

    def feed(self, data):
        text = self.pending + self.decoder.decode(data)
        self.pending = ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self.put(text[at])
                at += 1
                continue
            match = re.match(r"\x1b(\[([?>=]?)([0-9;]*)([@-~])|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|[^\[\]()])",
                             text[at:])
            if match is None:
                self.pending = text[at:]
                return
            self.escape(match)
            at += match.end()

    def put(self, character):
        if character == "\r":
            self.column, self.wrap_next = 0, False
        elif character == "\n":
            self.down()
        elif character == "\b":
            self.column, self.wrap_next = max(0, self.column - 1), False
        elif character == "\t":
            self.column = min(self.columns - 1, (self.column // 8 + 1) * 8)
        elif character >= " ":
            self.put_printable(character)

    def put_printable(self, character):
        wide = width(character)
        if wide == 0:
            return
        if self.wrap_next or self.column + wide > self.columns:
            self.column = 0
            self.down()
        self.wrap_next = False
        self.lines[self.row][self.column] = character
        if wide == 2:
            self.lines[self.row][self.column + 1] = ""
        self.column += wide
        if self.column >= self.columns:
            self.column, self.wrap_next = self.columns - 1, True

    def down(self):
        self.wrap_next = False
        if self.row + 1 < self.rows:
            self.row += 1
        else:
            self.scrolled.append(self.line(0))
            self.lines = self.lines[1:] + [[" "] * self.columns]

    def escape(self, match):
        self.wrap_next = False
        private, final = match.group(2), match.group(4)
        if final is None:
            if match.group(0) == "\x1bM" and self.row > 0:
                self.row -= 1
            return
        numbers = [int(number or 0) for number in match.group(3).split(";")]
        first = numbers[0]
        count = max(1, first)
        if private:
            for number in numbers:
                (self.modes.add if final == "h" else self.modes.discard)(str(number))
        elif final == "m":
            pass
        elif final == "A":
            self.row = max(0, self.row - count)
        elif final == "B":
            self.row = min(self.rows - 1, self.row + count)
        elif final == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif final == "D":
            self.column = max(0, self.column - count)
        elif final == "G":
            self.column = min(self.columns, count) - 1
        elif final == "d":
            self.row = min(self.rows, count) - 1
        elif final == "H":
            self.row = min(self.rows, count) - 1
            self.column = min(self.columns, max(1, numbers[1] if len(numbers) > 1 else 1)) - 1
        elif final == "J":
            self.erase_line(first)
            rows = range(self.row + 1, self.rows) if first == 0 else (
                range(self.row) if first == 1 else range(self.rows))
            for row in rows:
                self.lines[row] = [" "] * self.columns
        elif final == "K":
            self.erase_line(first)
        elif final == "P":
            del self.lines[self.row][self.column:self.column + count]
            self.lines[self.row] += [" "] * count
        elif final == "@":
            self.lines[self.row][self.column:self.column] = [" "] * count
            del self.lines[self.row][self.columns:]
        elif final == "X":
            self.lines[self.row][self.column:self.column + count] = [" "] * count
        else:
            self.unknown.append(match.group(0))

    def erase_line(self, how):
        line = self.lines[self.row]
        start = self.column if how == 0 else 0
        end = self.column + 1 if how == 1 else self.columns
        line[start:end] = [" "] * (end - start)
