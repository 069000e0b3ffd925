import os

rank = int(os.environ["RANKSH_RANK_NOT_SET"])
