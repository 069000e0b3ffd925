# torch.multiprocessing: processes that the lab starts as ranks of a job of their own. Each first
# runs the lines that ran here, with __name__ == "__mp_main__", then its call. What begins with an
# underscore and is not defined here comes from distributed_spawn.c.
#
# Processes that are started one by one become one job: it begins when somebody looks at one of
# them (join, is_alive, exitcode), because the ranks of a job can't come later.


class ProcessException(Exception):
    def __init__(self, msg, error_index, pid):
        super().__init__(msg)
        self.msg = msg
        self.error_index = error_index
        self.pid = pid


class ProcessRaisedException(ProcessException):
    pass


class ProcessExitedException(ProcessException):
    def __init__(self, msg, error_index, error_pid, exit_code, signal_name=None):
        super().__init__(msg, error_index, error_pid)
        self.exit_code = exit_code
        self.signal_name = signal_name


_waiting = []  # started, not yet in a job


class _Job:
    """Processes that the lab has started together."""

    def __init__(self, calls):
        _check_may_start()
        self.number = _start(calls)
        self.size = len(calls)
        self.outcome = None

    def join(self, timeout=None):
        """None when all ended well, else (index, exit code, traceback) of the first that did not;
        False when the time is over."""
        if self.outcome is None:
            ended, index, code, text = _join(self.number, timeout)
            if not ended:
                return False
            self.outcome = (index, code, text)
        return self.outcome if self.outcome[0] >= 0 else None


def _begin_waiting():
    if _waiting:
        processes = list(_waiting)
        _waiting.clear()
        job = _Job([(each._target, each._args, each._kwargs) for each in processes])
        for index, each in enumerate(processes):
            each._job = job
            each._index = index


class Process:
    _count = 0

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        Process._count += 1
        self.name = name if name is not None else f"Process-{Process._count}"
        self.daemon = bool(daemon)
        self.exitcode = None
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._job = None
        self._started = False

    def start(self):
        if self._started:
            raise AssertionError("cannot start a process twice")
        _check_may_start()
        self._started = True
        _waiting.append(self)

    def join(self, timeout=None):
        if not self._started:
            raise AssertionError("can only join a started process")
        _begin_waiting()
        result = self._job.join(timeout)
        if result is None:
            self.exitcode = 0
        elif result is not False:
            self.exitcode = result[1] if result[0] == self._index else 0
            if result[0] == self._index and result[2]:
                import sys
                print(f"Process {self.name}:\n{result[2]}", end="", file=sys.stderr)

    def is_alive(self):
        if not self._started:
            return False
        self.join(0.001)
        return self.exitcode is None

    def terminate(self):
        _begin_waiting()
        if self._job is not None:
            _stop(self._job.number)

    kill = terminate


class SpawnContext:
    def __init__(self, job):
        self._job = job

    def join(self, timeout=None):
        result = self._job.join(timeout)
        if result is None:
            return True
        if result is False:
            return False
        index, code, text = result
        if text:
            raise ProcessRaisedException(f"\n\n-- Process {index} terminated with the following "
                                         f"error:\n{text}", index, -1)
        raise ProcessExitedException(f"process {index} terminated with exit code {code}", index,
                                     -1, code)


def spawn(fn, args=(), nprocs=1, join=True, daemon=False, start_method="spawn"):
    job = _Job([(fn, (index, *args), {}) for index in range(nprocs)])
    context = SpawnContext(job)
    if not join:
        return context
    while not context.join():
        pass


def start_processes(fn, args=(), nprocs=1, join=True, daemon=False, start_method="spawn"):
    return spawn(fn, args, nprocs, join, daemon, start_method)


_start_method = "spawn"


def set_start_method(method, force=False):
    global _start_method
    if method not in ("spawn", "fork", "forkserver"):
        raise ValueError(f"cannot find context for {method!r}")
    _start_method = method


def get_start_method(allow_none=False):
    return _start_method


def get_all_start_methods():
    return ["fork", "spawn", "forkserver"]


class _Context:
    Process = Process

    def get_start_method(self):
        return _start_method


def get_context(method=None):
    return _Context()


def freeze_support():
    pass


def cpu_count():
    import os
    return os.cpu_count()
