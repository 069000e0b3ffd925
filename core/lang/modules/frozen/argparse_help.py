# The help and usage texts of argparse, which takes these classes over.
import os as _os
import textwrap as _textwrap
from argparse import ONE_OR_MORE, OPTIONAL, REMAINDER, SUPPRESS, ZERO_OR_MORE

__name__ = "argparse"  # of the classes

class HelpFormatter:
    """Formatter for generating usage messages and argument help strings."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            try:
                width = int(_os.environ.get("COLUMNS", 80))
            except ValueError:
                width = 80
            width = (width or 80) - 2
        self._prog = prog
        self._width = width
        self._indent = indent_increment
        self._help_at_most = min(max_help_position, max(width - 20, indent_increment * 2))

    def _fill_text(self, text, width, indent):
        return _textwrap.fill(" ".join(text.split()), width, initial_indent=indent,
                              subsequent_indent=indent)

    def _split_lines(self, text, width):
        return _textwrap.wrap(" ".join(text.split()), width)

    def _get_help_string(self, action):
        return action.help

    def _metavar(self, action):
        if action.metavar is not None:
            return action.metavar
        if action.choices is not None:
            return "{" + ",".join([str(choice) for choice in action.choices]) + "}"
        return action.dest.upper() if action.option_strings else action.dest

    def _arguments(self, action):
        """The part behind an option's name: LR, [X ...], {a,b}."""
        metavar = self._metavar(action)
        many = metavar if isinstance(metavar, tuple) else None
        nargs = action.nargs
        if nargs is None:
            return metavar
        if nargs == OPTIONAL:
            return f"[{metavar}]"
        if nargs == ZERO_OR_MORE:
            first = many[0] if many else metavar
            return f"[{first} [{many[1]} ...]]" if many and len(many) == 2 else f"[{first} ...]"
        if nargs == ONE_OR_MORE:
            first, rest = (many[0], many[-1]) if many else (metavar, metavar)
            return f"{first} [{rest} ...]"
        if nargs == REMAINDER:
            return "..."
        return " ".join(many if many else [metavar] * nargs)

    def _invocation(self, action):
        if not action.option_strings:
            metavar = self._metavar(action)
            return ", ".join(metavar) if isinstance(metavar, tuple) else metavar
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        arguments = self._arguments(action)
        return ", ".join([f"{name} {arguments}" for name in action.option_strings])

    # ---- usage

    def _usage_part(self, action, bare=False):
        if not action.option_strings:
            return self._arguments(action)
        text = action.format_usage() if action.nargs == 0 else \
            f"{action.option_strings[0]} {self._arguments(action)}"
        return text if action.required or bare else f"[{text}]"

    def _usage_parts(self, actions, groups):
        parts = []
        done = []
        for action in actions:
            if action.help is SUPPRESS or action in done:
                continue
            group = None
            for other in groups:
                if action in other._group_actions:
                    group = other
            if group is None:
                parts.append(self._usage_part(action))
                continue
            shown = [its for its in group._group_actions if its.help is not SUPPRESS]
            done += shown
            inside = " | ".join([self._usage_part(its, True) for its in shown])
            if len(shown) > 1 or not group.required:
                inside = f"({inside})" if group.required else f"[{inside}]"
            parts.append(inside)
        return parts

    def format_usage(self, usage, actions, groups):
        if usage is not None:
            return "usage: " + usage % {"prog": self._prog} + "\n\n"
        optionals = self._usage_parts([its for its in actions if its.option_strings], groups)
        positionals = self._usage_parts([its for its in actions if not its.option_strings], groups)
        text = " ".join([self._prog] + optionals + positionals)
        if len("usage: ") + len(text) > self._width:
            text = self._long_usage(optionals, positionals)
        return f"usage: {text}\n\n"

    def _lines(self, parts, indent, start):
        lines = []
        line = []
        length = start - 1
        for part in parts:
            if length + 1 + len(part) > self._width and line:
                lines.append(indent + " ".join(line))
                line = []
                length = len(indent) - 1
            line.append(part)
            length += len(part) + 1
        if line:
            lines.append(indent + " ".join(line))
        return lines

    def _long_usage(self, optionals, positionals):
        start = len("usage: ")
        if start + len(self._prog) <= 0.75 * self._width:
            indent = " " * (start + len(self._prog) + 1)
            if optionals:
                lines = self._lines([self._prog] + optionals, indent, start)
                lines += self._lines(positionals, indent, len(indent))
            elif positionals:
                lines = self._lines([self._prog] + positionals, indent, start)
            else:
                lines = [indent + self._prog]
            lines[0] = lines[0][len(indent):]
        else:
            indent = " " * start
            lines = self._lines(optionals + positionals, indent, len(indent))
            if len(lines) > 1:
                lines = self._lines(optionals, indent, len(indent))
                lines += self._lines(positionals, indent, len(indent))
            lines = [self._prog] + lines
        return "\n".join(lines)

    # ---- the list of arguments

    def _help_of(self, action, prog):
        values = dict(vars(action), prog=prog)
        for name, value in list(values.items()):
            if value is SUPPRESS:
                del values[name]
            elif hasattr(value, "__name__"):
                values[name] = value.__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join([str(choice) for choice in values["choices"]])
        return self._get_help_string(action) % values

    def _format_action(self, action, at):
        width = max(self._width - at, 11)
        room = at - self._indent - 2
        head = self._invocation(action)
        indent = " " * self._indent
        if not action.help or not action.help.strip():
            return f"{indent}{head}\n"
        lines = self._split_lines(self._help_of(action, self._prog), width)
        if len(head) <= room:
            text = f"{indent}{head:<{room}}  {lines[0]}\n"
        else:
            text = f"{indent}{head}\n{' ' * at}{lines[0]}\n"
        return text + "".join([" " * at + line + "\n" for line in lines[1:]])

    def format_help(self, parser):
        text = self.format_usage(parser.usage, parser._actions, parser._exclusive)
        shown = [action for action in parser._actions if action.help is not SUPPRESS]
        longest = max([len(self._invocation(action)) + self._indent for action in shown],
                      default=0)
        at = min(longest + 2, self._help_at_most)
        if parser.description:
            description = parser.description
            if "%(prog)" in description:
                description = description % {"prog": self._prog}
            text += self._fill_text(description, self._width, "") + "\n\n"
        for group in parser._groups:
            its = [action for action in group._group_actions if action.help is not SUPPRESS]
            if not its and not group.description:
                continue
            text += f"{group.title}:\n"
            if group.description:
                indent = " " * self._indent
                text += self._fill_text(group.description, self._width - self._indent, indent)
                text += "\n\n"
            text += "".join([self._format_action(action, at) for action in its]) + "\n"
        if parser.epilog:
            text += self._fill_text(parser.epilog, self._width, "") + "\n\n"
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip("\n") + "\n"


class RawDescriptionHelpFormatter(HelpFormatter):
    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    def _get_help_string(self, action):
        help = action.help or ""
        if "%(default)" not in help and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                help += " (default: %(default)s)"
        return help


class MetavarTypeHelpFormatter(HelpFormatter):
    def _metavar(self, action):
        return action.metavar or action.type.__name__
