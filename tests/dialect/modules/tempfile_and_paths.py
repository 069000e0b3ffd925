# tempfile.gettempdir, and paths put together by hand as text.
import os
import tempfile

folder = tempfile.gettempdir()
print(type(folder).__name__, folder == tempfile.gettempdir(), folder.startswith("/"))
path = folder + "/" + "model.checkpoint"
print(path.split("/")[-1], path.rpartition("/")[2], path.rsplit(".", 1)[1],
    path.endswith(".checkpoint"), len(path) - len(folder))
rank = int(os.environ.get("RANKSH_TEST_RANK", "0"))
name = f"{folder}/part-{rank:03d}.pt"
print(name[len(folder) :], name.replace(folder, "~"), "/".join(["a", "b", "c"]), "a/b/c".split("/"))
for missing in (lambda: tempfile.nothing_like_this, lambda: os.nothing_like_this,
        lambda: os.environ["RANKSH_TEST_NOT_THERE"]):
    try:
        missing()
    except (AttributeError, KeyError) as error:
        print(type(error).__name__, error)
