# torch.cuda of a machine without it.


def _missing():
    raise AssertionError("Torch not compiled with CUDA enabled")


def is_available():
    return False


def is_initialized():
    return False


def device_count():
    return 0


def current_device():
    _missing()


def set_device(device):
    _missing()


def get_device_name(device=None):
    _missing()


def get_device_properties(device):
    _missing()


def get_device_capability(device=None):
    _missing()


def synchronize(device=None):
    _missing()


def init():
    _missing()


def current_stream(device=None):
    _missing()


def mem_get_info(device=None):
    _missing()


def reset_peak_memory_stats(device=None):
    _missing()


def memory_allocated(device=None):
    return 0


def max_memory_allocated(device=None):
    return 0


def memory_reserved(device=None):
    return 0


def max_memory_reserved(device=None):
    return 0


def empty_cache():
    pass


def manual_seed(seed):
    pass


def manual_seed_all(seed):
    pass


def is_bf16_supported():
    return False


class device:
    def __init__(self, device):
        self.idx = device

    def __enter__(self):
        _missing()

    def __exit__(self, *exc):
        return False


class Event:
    def __init__(self, enable_timing=False, blocking=False, interprocess=False):
        _missing()


class Stream:
    def __init__(self, device=None, priority=0):
        _missing()
