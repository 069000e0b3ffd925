# torch.utils.hooks: what the hooks of modules and optimizers hang on.
import torch
from torch import Tensor


class RemovableHandle:
    next_id = 0

    def __init__(self, *dicts):
        self.dicts = dicts
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1

    def remove(self):
        for each in self.dicts:
            each.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.remove()


def _add_hook(hooks, hook, prepend, *others):
    handle = RemovableHandle(hooks, *others)
    hooks[handle.id] = hook
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle


# Gradients on their way back through one call of a module with backward hooks: they are caught at
# its outputs, then at its inputs, and the hooks see both.
class _BackwardPass:
    def __init__(self, module, pre_hooks, hooks):
        self.module = module
        self.pre_hooks = pre_hooks
        self.hooks = hooks
        self.grad_output = None
        self.grad_input = None
        self.inputs = 0
        self.missing = 0

    def watch_inputs(self, args):
        self.input_count = len(args)
        places = [place for place, each in enumerate(args)
                  if isinstance(each, Tensor) and each.requires_grad and torch.is_grad_enabled()]
        watched = list(args)
        self.inputs = self.missing = len(places)
        for place in places:
            watched[place] = args[place].view_as(args[place])
            watched[place].register_hook(lambda grad, place=place: self.input_ready(place, grad))
        return tuple(watched)

    def watch_outputs(self, result):
        single = isinstance(result, Tensor)
        outputs = list((result,) if single else result) if isinstance(result, (Tensor, tuple)) \
            else []
        places = [place for place, each in enumerate(outputs)
                  if isinstance(each, Tensor) and each.grad_fn is not None]
        self.output_count = len(outputs)
        self.outputs_missing = len(places)
        for place in places:
            outputs[place] = outputs[place].view_as(outputs[place])
            outputs[place].register_hook(
                lambda grad, place=place: self.output_ready(place, grad))
        if not places:
            return result
        return outputs[0] if single else tuple(outputs)

    def output_ready(self, place, grad):
        if self.grad_output is None:
            self.grad_output = [None] * self.output_count
        self.grad_output[place] = grad
        self.outputs_missing -= 1
        if self.outputs_missing > 0:
            return None
        for hook in list(self.pre_hooks):
            changed = hook(self.module, tuple(self.grad_output))
            if changed is not None:
                changed = changed if isinstance(changed, tuple) else (changed,)
                self.grad_output = list(changed)
        if self.inputs == 0:
            for hook in list(self.hooks):
                if hook(self.module, (None,) * self.input_count,
                        tuple(self.grad_output)) is not None:
                    raise RuntimeError(
                        "Backward hook for Modules where no input requires gradient should always "
                        "return None or None for all gradients.")
        return self.grad_output[place]

    def input_ready(self, place, grad):
        if self.grad_input is None:
            self.grad_input = [None] * self.input_count
        self.grad_input[place] = grad
        self.missing -= 1
        if self.missing > 0:
            return None
        for hook in list(self.hooks):
            changed = hook(self.module, tuple(self.grad_input), tuple(self.grad_output))
            if changed is not None:
                changed = changed if isinstance(changed, tuple) else (changed,)
                if len(changed) != self.input_count:
                    raise RuntimeError("Backward hook returned an invalid number of grad_input, "
                                       f"got {len(changed)}, but expected {self.input_count}")
                self.grad_input = list(changed)
        return self.grad_input[place]
