# argparse: the command line of a script.
import os as _os
import sys as _sys
from _ranksh import refuse as _refuse

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER, PARSER = "?", "*", "+", "...", "A..."

from _argparse_actions import _ACTIONS, Action, BooleanOptionalAction
from _argparse_help import (ArgumentDefaultsHelpFormatter, HelpFormatter, MetavarTypeHelpFormatter,
                            RawDescriptionHelpFormatter, RawTextHelpFormatter)


class ArgumentError(Exception):
    def __init__(self, argument, message):
        self.argument_name = _name(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    pass


def _name(action):
    """How messages call an argument."""
    if action is None:
        return None
    if action.option_strings:
        return "/".join(action.option_strings)
    if action.metavar not in (None, SUPPRESS):
        return action.metavar
    if action.dest not in (None, SUPPRESS):
        return action.dest
    return "{" + ",".join(action.choices) + "}" if action.choices else None


class Namespace:
    """Simple object for storing attributes."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __repr__(self):
        parts = []
        others = {}
        for name, value in self.__dict__.items():
            if name.isidentifier():
                parts.append(f"{name}={value!r}")
            else:
                others[name] = value
        if others:
            parts.append(f"**{others!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


# ---- groups and the parser

class _Group:
    def __init__(self, parser, title=None, description=None):
        self._parser = parser
        self.title = title
        self.description = description
        self._group_actions = []

    def add_argument(self, *args, **kwargs):
        return self._parser._add(self, args, kwargs)

    def add_mutually_exclusive_group(self, *, required=False):
        return self._parser._add_exclusive(self, required)


class _ExclusiveGroup:
    def __init__(self, parser, home, required):
        self._parser = parser
        self._home = home
        self.required = required
        self._group_actions = []

    def add_argument(self, *args, **kwargs):
        action = self._parser._add(self._home, args, kwargs)
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._group_actions.append(action)
        return action


class ArgumentParser:
    """Object for parsing command line strings into Python objects."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True,
                 exit_on_error=True):
        if prefix_chars != "-" or fromfile_prefix_chars is not None:
            _refuse("argparse with other prefix characters")
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._actions = []
        self._options = {}
        self._defaults = {}
        self._exclusive = []
        self._positionals = _Group(self, "positional arguments")
        self._optionals = _Group(self, "options")
        self._groups = [self._positionals, self._optionals]
        if add_help:
            self.add_argument("-h", "--help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            for action in parent._actions:
                group = self._optionals if action.option_strings else self._positionals
                self._enter(group, action)
            self._defaults.update(parent._defaults)

    # ---- what there is

    def add_argument(self, *args, **kwargs):
        return self._add(None, args, kwargs)

    def add_argument_group(self, title=None, description=None):
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        return self._add_exclusive(None, required)

    def _add_exclusive(self, home, required):
        group = _ExclusiveGroup(self, home, required)
        self._exclusive.append(group)
        return group

    def add_subparsers(self, **kwargs):
        _refuse("argparse's add_subparsers")

    def _add(self, group, args, options):
        action_class = options.pop("action", None)
        if not isinstance(action_class, type):
            found = _ACTIONS.get(action_class)
            if found is None:
                raise ValueError(f'unknown action "{action_class}"')
            action_class = found
        positional = not args or len(args) == 1 and args[0][:1] != "-"
        if positional:
            if args and "dest" in options:
                raise ValueError("dest supplied twice for positional argument")
            options = self._positional(options.pop("dest") if not args else args[0], options)
        else:
            options = self._optional(args, options)
        if "default" not in options:
            dest = options["dest"]
            if dest in self._defaults:
                options["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                options["default"] = self.argument_default
        action = action_class(**options)
        if action.type is not None and not callable(action.type):
            raise ValueError(f"{action.type!r} is not callable")
        if isinstance(action.metavar, tuple) and isinstance(action.nargs, int) \
                and len(action.metavar) != action.nargs:
            raise ValueError("length of metavar tuple does not match nargs")
        if group is None:
            group = self._positionals if positional else self._optionals
        return self._enter(group, action)

    def _positional(self, dest, options):
        if "required" in options:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = options.get("nargs")
        options["required"] = nargs not in (OPTIONAL, ZERO_OR_MORE)
        if nargs == ZERO_OR_MORE and "default" not in options:
            options["required"] = True
        return dict(options, dest=dest, option_strings=[])

    def _optional(self, names, options):
        for name in names:
            if name[:1] != "-":
                raise ValueError(f"invalid option string {name!r}: must start with a character "
                                 "'-'")
        dest = options.pop("dest", None)
        if dest is None:
            long = [name for name in names if name.startswith("--") and len(name) > 2]
            dest = (long[0] if long else names[0]).lstrip("-")
            if not dest:
                raise ValueError(f"dest= is required for options like {names[0]!r}")
            dest = dest.replace("-", "_")
        return dict(options, dest=dest, option_strings=list(names))

    def _enter(self, group, action):
        taken = [name for name in action.option_strings if name in self._options]
        if taken and self.conflict_handler == "resolve":
            for name in taken:
                other = self._options.pop(name)
                other.option_strings.remove(name)
                if not other.option_strings:
                    self._actions.remove(other)
                    for its in self._groups:
                        if other in its._group_actions:
                            its._group_actions.remove(other)
        elif taken:
            plural = "s" if len(taken) > 1 else ""
            raise ArgumentError(action, f"conflicting option string{plural}: {', '.join(taken)}")
        for name in action.option_strings:
            self._options[name] = action
        self._actions.append(action)
        group._group_actions.append(action)
        return action

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    # ---- texts

    def format_usage(self):
        text = self.formatter_class(prog=self.prog).format_usage(
            self.usage, self._actions, self._exclusive)
        return text.strip("\n") + "\n"

    def format_help(self):
        return self.formatter_class(prog=self.prog).format_help(self)

    def print_usage(self, file=None):
        print(self.format_usage(), end="", file=file)

    def print_help(self, file=None):
        print(self.format_help(), end="", file=file)

    def exit(self, status=0, message=None):
        if message:
            _sys.stderr.write(message)
        _sys.exit(status)

    def error(self, message):
        self.print_usage(_sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    # ---- parsing

    def parse_args(self, args=None, namespace=None):
        args, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: " + " ".join(rest))
        return args

    def parse_known_args(self, args=None, namespace=None):
        args = list(_sys.argv[1:] if args is None else args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS \
                    and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if not self.exit_on_error:
            return namespace, _Parsing(self, args, namespace).run()
        try:
            return namespace, _Parsing(self, args, namespace).run()
        except ArgumentError as error:
            self.error(str(error))

    def _is_number(self, text):
        digits = text[1:].split(".")
        return text[:1] == "-" and len(digits) <= 2 and digits[-1].isdecimal() and \
            (digits[0].isdecimal() or len(digits) == 2 and digits[0] == "")

    def _find_option(self, text):
        """None: an argument. Else (action or None, the option's name, what stands behind `=`)."""
        if not text or text[0] != "-":
            return None
        if text in self._options:
            return self._options[text], text, None
        if len(text) == 1:
            return None
        if "=" in text:
            name, value = text.split("=", 1)
            if name in self._options:
                return self._options[name], name, value
        found = self._abbreviated(text)
        if len(found) > 1:
            names = ", ".join([name for _, name, _ in found])
            self.error(f"ambiguous option: {text} could match {names}")
        if found:
            return found[0]
        if self._is_number(text) and not any(self._is_number(name) for name in self._options):
            return None
        if " " in text:
            return None
        return None, text, None

    def _abbreviated(self, text):
        found = []
        if text.startswith("--"):
            if self.allow_abbrev:
                name, equals, value = text.partition("=")
                for option, action in self._options.items():
                    if option.startswith(name):
                        found.append((action, option, value if equals else None))
            return found
        short, rest = text[:2], text[2:]
        for option, action in self._options.items():
            if option == short:
                found.append((action, option, rest))
            elif option.startswith(text):
                found.append((action, option, None))
        return found

    def _value(self, action, text):
        convert = action.type
        if convert is None:
            return text
        try:
            return convert(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error)) from None
        except (TypeError, ValueError):
            name = getattr(convert, "__name__", repr(convert))
            raise ArgumentError(action, f"invalid {name} value: {text!r}") from None

    def _check(self, action, value):
        if action.choices is not None and value not in action.choices:
            choices = ", ".join([repr(choice) for choice in action.choices])
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {choices})")

    def _values(self, action, texts):
        if action.nargs not in (PARSER, REMAINDER) and "--" in texts:
            texts = texts[:]
            texts.remove("--")
        if not texts and action.nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._value(action, value)
                self._check(action, value)
            return value
        if not texts and action.nargs == ZERO_OR_MORE and not action.option_strings:
            if action.default is not None:
                self._check(action, action.default) if action.choices is not None else None
                return action.default
            return texts
        if action.nargs in (None, OPTIONAL) and len(texts) == 1:
            value = self._value(action, texts[0])
            self._check(action, value)
            return value
        values = [self._value(action, text) for text in texts]
        if action.nargs != REMAINDER:
            for value in values:
                self._check(action, value)
        return values


def _bounds(action):
    """How many arguments an action takes: at least, at most."""
    nargs = action.nargs
    if nargs is None:
        return 1, 1
    if nargs == OPTIONAL:
        return 0, 1
    if nargs in (ZERO_OR_MORE, REMAINDER):
        return 0, 1 << 30
    if nargs == ONE_OR_MORE:
        return 1, 1 << 30
    return nargs, nargs


class _Parsing:
    """One pass over the arguments."""

    def __init__(self, parser, texts, namespace):
        self.parser = parser
        self.texts = texts
        self.namespace = namespace
        self.extras = []
        self.seen = []
        self.given = []
        self.positionals = [action for action in parser._actions if not action.option_strings]
        self.options = {}
        self.kinds = []
        for index, text in enumerate(texts):
            if "-" in self.kinds:
                self.kinds.append("A")
            elif text == "--":
                self.kinds.append("-")
            else:
                option = parser._find_option(text)
                if option is not None:
                    self.options[index] = option
                self.kinds.append("A" if option is None else "O")

    def run(self):
        start = 0
        last = max(self.options, default=-1)
        while start <= last:
            following = min([index for index in self.options if index >= start])
            if start != following:
                end = self.take_positionals(start)
                if end > start:
                    start = end
                    continue
            if start not in self.options:
                self.extras += self.texts[start:following]
                start = following
            start = self.take_option(start)
        end = self.take_positionals(start)
        self.extras += self.texts[end:]
        self.check_required()
        return self.extras

    def act(self, action, texts, option=None):
        self.seen.append(action)
        values = self.parser._values(action, texts)
        if values is not action.default:
            self.given.append(action)
            for group in self.parser._exclusive:
                if action in group._group_actions:
                    for other in group._group_actions:
                        if other is not action and other in self.given:
                            raise ArgumentError(
                                action, f"not allowed with argument {_name(other)}")
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    def available(self, start):
        """How many arguments stand at `start` before the next option."""
        end = start
        while end < len(self.kinds) and self.kinds[end] in ("A", "-"):
            end += 1
        return end - start

    def take_option(self, start):
        action, name, explicit = self.options[start]
        if action is None:
            self.extras.append(self.texts[start])
            return start + 1
        while explicit is not None:
            least, most = _bounds(action)
            if most == 0 and name[1] != "-" and explicit:
                self.act(action, [], name)
                name = "-" + explicit[0]
                rest = explicit[1:] or None
                action = self.parser._options.get(name)
                if action is None:
                    raise ArgumentError(self.options[start][0],
                                        f"ignored explicit argument {explicit!r}")
                explicit = rest
                if explicit is None:
                    break
                continue
            if least <= 1 <= most:
                self.act(action, [explicit], name)
                return start + 1
            raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
        least, most = _bounds(action)
        room = self.available(start + 1)
        if action.nargs == REMAINDER:
            room = len(self.texts) - start - 1
        kinds = self.kinds[start + 1:start + 1 + room]
        if "-" in kinds:  # options never take what stands behind --
            room = kinds.index("-")
        if room < least:
            if action.nargs is None:
                raise ArgumentError(action, "expected one argument")
            if action.nargs == ONE_OR_MORE:
                raise ArgumentError(action, "expected at least one argument")
            plural = "" if action.nargs == 1 else "s"
            raise ArgumentError(action, f"expected {action.nargs} argument{plural}")
        end = start + 1 + min(room, most)
        self.act(action, self.texts[start + 1:end], name)
        return end

    def take_positionals(self, start):
        room = self.available(start)
        marks = self.kinds[start:start + room].count("-")
        left = room - marks
        chosen = []
        for count in range(len(self.positionals), 0, -1):
            bounds = [_bounds(action) for action in self.positionals[:count]]
            if sum([least for least, _ in bounds]) <= left:
                chosen = bounds
                break
        at = start
        for index, (least, most) in enumerate(chosen):
            action = self.positionals[index]
            later = sum([its for its, _ in chosen[index + 1:]])
            if action.nargs == REMAINDER:
                texts = self.texts[at:]
                at = len(self.texts)
                left = 0
            else:
                wanted = min(most, left - later)
                left -= wanted
                texts = []
                while wanted > 0 or at < start + room and self.kinds[at] == "-" and (
                        not texts or wanted > 0):
                    if self.kinds[at] != "-":
                        wanted -= 1
                    elif wanted == 0 and not texts and most == 0:
                        break
                    texts.append(self.texts[at])
                    at += 1
            self.act(action, texts)
        self.positionals = self.positionals[len(chosen):]
        return at

    def check_required(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_name(action))
            elif action.default is not None and isinstance(action.default, str) and \
                    getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest,
                        self.parser._value(action, action.default))
        if missing:
            self.parser.error("the following arguments are required: " + ", ".join(missing))
        for group in self.parser._exclusive:
            if group.required and not any(action in self.given
                                          for action in group._group_actions):
                names = [_name(action) for action in group._group_actions
                         if action.help is not SUPPRESS]
                self.parser.error(f"one of the arguments {' '.join(names)} is required")
