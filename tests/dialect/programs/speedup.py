# Amdahl, ring all-reduce cost, scaling tables, memory of data parallelism: formulas in print.
def amdahl(serial, n): return 1 / (serial + (1 - serial) / n)
def gustafson(serial, n): return n - serial * (n - 1)


print("workers " + "".join(f"{s:>9.0%}" for s in (0, 0.05, 0.1, 0.5)))
for n in (1, 2, 4, 8, 64, 1024):
    print(f"{n:>7} " + "".join(f"{amdahl(s, n):9.3f}" for s in (0, 0.05, 0.1, 0.5)),
        f"{gustafson(0.05, n):10.2f}")


class Link:
    def __init__(self, latency, bandwidth): self.latency, self.bandwidth = latency, bandwidth
    def ring(self, size, n): return 2 * (n - 1) * (self.latency + size / n / self.bandwidth)
    def tree(self, size, n): return 2 * (n - 1).bit_length() * (
            self.latency + size / self.bandwidth)


links = {"shared memory": Link(1e-6, 10e9), "ethernet": Link(50e-6, 1.25e9)}
for name, link in links.items():
    for size in (4, 64 * 1024, 100_000_000):
        ring, tree = link.ring(size, 8), link.tree(size, 8)
        print(
            f"{name:<14}{size:>12,} B ring {ring * 1e6:>14.2f} us tree {tree * 1e6:>14.2f} us ->",
            "ring" if ring < tree else "tree")
params = {"embedding": (50_000, 512), "attention": (12, 4, 512, 512), "mlp": (12, 2, 512, 2048)}
total = 0
for name, shape in params.items():
    n = 1
    for d in shape:
        n *= d
    total += n
    print(f"{name:>10}: {'x'.join(map(str, shape)):>18} = {n:>12,}")
print(
    f"{total:,} parameters, {total * 4 / 2**20:.1f} MiB of fp32,",
    f"{total * 16 / 1e9:.3f} GB with Adam")


def step_time(batch, workers, compute=1e-4, link=links[
        "ethernet"]): return batch / workers * compute + link.ring(total * 4, workers)


base = step_time(1024, 1)
for workers in (1, 2, 4, 8, 16):
    t = step_time(1024, workers)
    print(f"{workers:>3} {t:.6f} s speedup {base / t:6.3f} efficiency {base / t / workers:7.2%}")
best = min(range(1, 65), key=lambda n: step_time(1024, n))
print(best, step_time(1024, best))
