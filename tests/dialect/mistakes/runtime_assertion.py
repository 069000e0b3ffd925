def check(batch):
    assert len(batch) > 0, "batch is empty"
    return batch


check([1])
check([])
