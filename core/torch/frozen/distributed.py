# The part of torch.distributed that is written in the dialect. What begins with an underscore and
# is not defined here comes from distributed.c.


class GroupMember:
    WORLD = None
    NON_GROUP_MEMBER = _non_member


class group:
    WORLD = None


class P2POp:
    def __init__(self, op, tensor, peer=None, group=None, tag=0, group_peer=None):
        if op is not isend and op is not irecv:
            raise ValueError("Invalid ``op``. Expected ``op`` to be of type "
                             "``torch.distributed.isend`` or ``torch.distributed.irecv``.")
        _need_tensor(tensor)
        self.op = op
        self.tensor = tensor
        self.peer = peer
        self.group = group
        self.tag = tag
        self.group_peer = group_peer


def batch_isend_irecv(p2p_op_list):
    if not isinstance(p2p_op_list, list) or not all(isinstance(op, P2POp) for op in p2p_op_list):
        raise ValueError("Invalid ``p2p_op_list``. Each op is expected to to be of type "
                         "``torch.distributed.P2POp``.")
    shared = p2p_op_list[0].group
    if not all(op.group is shared for op in p2p_op_list):
        raise ValueError("All ops need to use the same group.")
    works = []
    for op in p2p_op_list:
        if op.group_peer is None:
            work = op.op(op.tensor, op.peer, op.group, op.tag)
        elif op.op is isend:
            work = isend(op.tensor, group=op.group, tag=op.tag, group_dst=op.group_peer)
        else:
            work = irecv(op.tensor, group=op.group, tag=op.tag, group_src=op.group_peer)
        if work is not None:
            works.append(work)
    return works


class Store:
    pass


class HashStore(Store):
    """Keys and values of one process."""

    def __init__(self):
        self._values = {}

    def set(self, key, value):
        self._values[key] = value.encode() if isinstance(value, str) else value

    def get(self, key):
        if key not in self._values:
            raise DistStoreError(f"wait timeout, keys: {key}")
        return self._values[key]

    def add(self, key, amount):
        total = int(self._values.get(key, b"0").decode()) + amount
        self._values[key] = str(total).encode()
        return total

    def check(self, keys):
        return all(key in self._values for key in keys)

    def delete_key(self, key):
        return self._values.pop(key, None) is not None

    def num_keys(self):
        return len(self._values)

    def wait(self, keys, timeout=None):
        for key in keys:
            self.get(key)

    def set_timeout(self, timeout):
        pass


class _reduce_op:
    def __getattribute__(self, name):
        _warn("FutureWarning", "`torch.distributed.reduce_op` is deprecated, please use "
                               "`torch.distributed.ReduceOp` instead")
        return getattr(ReduceOp, name)


reduce_op = _reduce_op()


class Backend:
    UNDEFINED = "undefined"
    GLOO = "gloo"
    NCCL = "nccl"
    UCC = "ucc"
    MPI = "mpi"


def get_backend_config(group=None):
    name = get_backend(group)
    return f"cpu:{name},cuda:{name}"


