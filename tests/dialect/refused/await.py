def f(task):
    return await task
