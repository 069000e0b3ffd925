import sys

print("before")
sys.exit("error: no data")
