# torch.backends: none of the optional ones is there.


class _Backend:
    enabled = False
    deterministic = False
    benchmark = False
    allow_tf32 = False

    def is_available(self):
        return False

    def is_built(self):
        return False


cuda = _Backend()
cudnn = _Backend()
mps = _Backend()
mkl = _Backend()
openmp = _Backend()
