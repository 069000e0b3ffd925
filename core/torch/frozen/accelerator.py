# torch.accelerator of a machine without one.


def is_available():
    return False


def device_count():
    return 0


def current_accelerator(check_available=False):
    return None


def _missing():
    raise RuntimeError("Cannot access accelerator device when none is available.")


def current_device_index():
    _missing()


def set_device_index(device):
    _missing()


def synchronize(device=None):
    _missing()
