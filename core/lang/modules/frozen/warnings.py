# warnings: shown once a place, or as filters say.
import sys
from _ranksh import place as _place, refuse as _refuse

_seen = set()
filters = []  # (action, category, beginning of the message), the newest first


def _actions(action):
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError("invalid action: " + repr(action))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Insert an entry into the list of warnings filters (at the front)."""
    _actions(action)
    if module or lineno:
        _refuse("warnings.filterwarnings(module=…, lineno=…)")
    for sign in "\\[](){}|^$+?":
        if sign in message:
            _refuse("regular expressions in warnings.filterwarnings()")
    _add((action, category, message.replace(".*", "").lower()), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a simple entry into the list of warnings filters (at the front)."""
    _actions(action)
    _add((action, category, ""), append)


def _add(entry, append):
    if entry in filters:
        filters.remove(entry)
    filters.insert(len(filters) if append else 0, entry)
    _seen.clear()


def resetwarnings():
    """Clear the list of warning filters, so that no filters are active."""
    filters.clear()
    _seen.clear()


def _action_for(text, category):
    for action, kind, beginning in filters:
        if issubclass(category, kind) and text.lower().startswith(beginning):
            return action
    return "default"


def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if isinstance(message, Warning):
        category = type(message)
        text = str(message)
    else:
        category = UserWarning if category is None else category
        if not (isinstance(category, type) and issubclass(category, Warning)):
            raise TypeError("category must be a Warning subclass, not '"
                            + (type(category).__name__ if not isinstance(category, type)
                               else category.__name__) + "'")
        text = str(message)
        message = category(text)
    file, line, source_line = _place(max(stacklevel, 1) - 1) or ("sys", 1, "")
    action = _action_for(text, category)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action != "always":
        key = (text, category) if action == "once" else (text, category, file) \
            if action == "module" else (text, category, file, line)
        if key in _seen:
            return
        _seen.add(key)
    showwarning(message, category, file, line, None, source_line)


def formatwarning(message, category, filename, lineno, line=None):
    """Function to format a warning the standard way."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line and line.strip():
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Hook to write a warning to a file; replace if you like."""
    if _recorders:
        _recorders[-1].append(WarningMessage(message, category, filename, lineno))
        return
    (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))


class WarningMessage:
    def __init__(self, message, category, filename, lineno):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = self.line = self.source = None


_recorders = []


class catch_warnings:
    """A context manager that copies and restores the warnings filter upon exiting."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._action = action
        self._category = category
        self._append = append

    def __enter__(self):
        self._filters = filters[:]
        _seen.clear()
        if self._action is not None:
            simplefilter(self._action, self._category, append=self._append)
        if self._record:
            _recorders.append([])
            return _recorders[-1]

    def __exit__(self, *details):
        filters[:] = self._filters
        _seen.clear()
        if self._record:
            _recorders.pop()
