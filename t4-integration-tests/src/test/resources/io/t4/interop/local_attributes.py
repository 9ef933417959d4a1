"""Reads the metadata of local files and writes that of others, as the Python clients do."""

import json
import os
import sys

ATTRIBUTE = "user.com.quiltdata.helium"


def main(args):
    for path, helium in args["write"].items():
        os.setxattr(path, ATTRIBUTE, json.dumps(helium).encode())
    found = {}
    for path in args["read"]:
        raw = os.getxattr(path, ATTRIBUTE).decode()
        found[path] = {"helium": json.loads(raw), "raw": raw, "dumped": json.dumps(json.loads(raw))}
    return found


json.dump(main(json.load(sys.stdin)), sys.stdout)
