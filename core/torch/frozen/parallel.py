# torch.nn.parallel. What begins with an underscore and is not defined here comes from
# distributed_parallel.c: the reducer that averages gradients when a backward is through.
import torch
import torch.distributed
from torch.nn import Module


class _NoSync:
    def __init__(self, model):
        self.model = model

    def __enter__(self):
        self.before = self.model.require_backward_grad_sync
        self.model.require_backward_grad_sync = False

    def __exit__(self, *error):
        self.model.require_backward_grad_sync = self.before


class DistributedDataParallel(Module):
    def __init__(self, module, device_ids=None, output_device=None, dim=0, broadcast_buffers=True,
                 init_sync=True, process_group=None, bucket_cap_mb=None,
                 find_unused_parameters=False, check_reduction=False,
                 gradient_as_bucket_view=False, static_graph=False,
                 delay_all_reduce_named_params=None, param_to_hook_all_reduce=None,
                 mixed_precision=None, device_mesh=None):
        super().__init__()
        self.process_group = process_group if process_group is not None else _default_group()
        if not any(parameter.requires_grad for parameter in module.parameters()):
            raise RuntimeError("DistributedDataParallel is not needed when a module doesn't have "
                               "any parameter that requires a gradient.")
        if device_ids is not None and len(device_ids) > 1:
            raise ValueError("device_ids can only be None or contain a single element.")
        if device_ids or output_device is not None:
            raise ValueError(
                "DistributedDataParallel device_ids and output_device arguments only work with "
                "single-device/multiple-device GPU modules or CPU modules, but got device_ids "
                f"{device_ids}, output_device {output_device}, and module parameters "
                "{device(type='cpu')}.")
        self.device_ids = None
        self.output_device = None
        self.dim = dim
        self.module = module
        self.broadcast_buffers = broadcast_buffers
        self.find_unused_parameters = find_unused_parameters
        self.gradient_as_bucket_view = gradient_as_bucket_view
        self.static_graph = static_graph
        self.require_backward_grad_sync = True
        self.require_forward_param_sync = True
        trained = [each for each in module.parameters() if each.requires_grad]
        fixed = [each for each in module.parameters() if not each.requires_grad]
        self._buffers_to_share = list(module.buffers())
        if init_sync:
            _share_model(self.process_group, trained, fixed + self._buffers_to_share)
        self.bucket_bytes_cap = int((25 if bucket_cap_mb is None else bucket_cap_mb) * 1024 * 1024)
        self._reducer = _make_reducer(self.process_group, trained, self.bucket_bytes_cap,
                                      find_unused_parameters or static_graph)

    def forward(self, *inputs, **kwargs):
        if torch.is_grad_enabled():
            _prepare(self._reducer, self.require_backward_grad_sync)
        if self._buffers_to_share and self.broadcast_buffers and self.require_forward_param_sync \
                and self.require_backward_grad_sync:
            _share_buffers(self.process_group, self._buffers_to_share)
        return self.module(*inputs, **kwargs)

    def no_sync(self):
        return _NoSync(self)
