# textwrap: paragraphs in a given width.


def _words(text, break_on_hyphens):
    """Words and the blanks between them, in turn; a hyphen between letters ends a part."""
    parts = []
    at = 0
    while at < len(text):
        end = at
        if text[at] == " ":
            while end < len(text) and text[end] == " ":
                end += 1
            parts.append(text[at:end])
            at = end
            continue
        while end < len(text) and text[end] != " ":
            end += 1
        word = text[at:end]
        start = 0
        for i in range(1, len(word) - 1):
            if break_on_hyphens and word[i] == "-" and i - start >= 1 and word[i + 1].isalpha() \
                    and word[i - 1].isalnum() and (i + 2 >= len(word) or word[i + 2] != "-") \
                    and not word.startswith("-"):
                parts.append(word[start:i + 1])
                start = i + 1
        parts.append(word[start:])
        at = end
    return parts


class TextWrapper:
    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _parts(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            for sign in "\t\n\v\f\r":
                text = text.replace(sign, " ")
        return _words(text, self.break_on_hyphens)

    def wrap(self, text):
        """Wrap the single paragraph in 'text' so that lines are at most 'width' long."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        parts = self._parts(text)
        parts.reverse()
        lines = []
        while parts:
            line = []
            length = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(indent)
            if self.drop_whitespace and parts[-1].strip() == "" and lines:
                parts.pop()
            while parts and length + len(parts[-1]) <= room:
                length += len(parts[-1])
                line.append(parts.pop())
            if parts and len(parts[-1]) > room:
                self._long(parts, line, length, room)
                length = sum([len(part) for part in line])
            if self.drop_whitespace and line and line[-1].strip() == "":
                length -= len(line.pop())
            if not line:
                continue
            last = not parts or self.drop_whitespace and len(parts) == 1 and not parts[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or \
                    last and length <= room:
                lines.append(indent + "".join(line))
                continue
            self._shorten(lines, line, length, room, indent)
            break
        return lines

    def _long(self, parts, line, length, room):
        left = 1 if room < 1 else room - length
        if self.break_long_words:
            part = parts[-1]
            end = left
            if self.break_on_hyphens and len(part) > left:
                hyphen = part.rfind("-", 0, left)
                if hyphen > 0 and any(sign != "-" for sign in part[:hyphen]):
                    end = hyphen + 1
            line.append(part[:end])
            parts[-1] = part[end:]
        elif not line:
            line.append(parts.pop())

    def _shorten(self, lines, line, length, room, indent):
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= room:
                line.append(self.placeholder)
                lines.append(indent + "".join(line))
                return
            length -= len(line.pop())
        if lines and len(lines[-1].rstrip()) + len(self.placeholder) <= self.width:
            lines[-1] = lines[-1].rstrip() + self.placeholder
        else:
            lines.append(indent + self.placeholder.lstrip())

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """Wrap a single paragraph of text, returning a list of wrapped lines."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """Fill a single paragraph of text, returning a new string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Collapse and truncate the given text to fit in the given width."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Remove any common leading whitespace from every line in `text`."""
    lines = ["" if line.strip(" \t") == "" else line for line in text.split("\n")]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None or margin.startswith(indent):
            margin = indent
        elif not indent.startswith(margin):
            same = 0
            while same < min(len(margin), len(indent)) and margin[same] == indent[same]:
                same += 1
            margin = margin[:same]
    return "\n".join([line[len(margin or ""):] for line in lines])


def indent(text, prefix, predicate=None):
    """Adds 'prefix' to the beginning of selected lines in 'text'."""
    return "".join([prefix + line if (predicate(line) if predicate else line.strip()) else line
                    for line in text.splitlines(True)])
