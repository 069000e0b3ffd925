# RANKS: 1 4
# What torchrun sets, and nothing of Open MPI's.
import os
import sys
import torch.distributed as dist

for name in ["RANK", "LOCAL_RANK", "WORLD_SIZE", "LOCAL_WORLD_SIZE", "GROUP_RANK", "MASTER_PORT"]:
    assert os.environ[name].isdigit(), name
assert os.environ["MASTER_ADDR"] in ("127.0.0.1", "localhost")
assert os.environ["TORCHELASTIC_RUN_ID"]
assert os.environ.get("OMP_NUM_THREADS") == ("1" if os.environ["WORLD_SIZE"] != "1" else None)
assert os.environ["LOCAL_RANK"] == os.environ["RANK"] and os.environ["GROUP_RANK"] == "0"
assert not any(name.startswith(("OMPI_", "PMIX_", "RANKSH_")) for name in os.environ)
dist.init_process_group()
assert dist.get_rank() == int(os.environ["RANK"])
assert dist.get_world_size() == int(os.environ["WORLD_SIZE"]) == int(os.environ["LOCAL_WORLD_SIZE"])
print("fine")
