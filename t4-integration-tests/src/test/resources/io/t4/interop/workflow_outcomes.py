"""Validates packages against the workflows of registries, as quilt3 does."""

import json
import os
import sys

arguments = json.load(sys.stdin)
# Read by boto3, and by quilt3 when it is imported.
os.environ.update(arguments.get("environment", {}))

from quilt3 import Package, util, workflows
from quilt3.backends import get_package_registry
from quilt3.packages import PackageEntry


def package(case):
    made = Package()
    made.set_meta(case["meta"])
    for key, size, meta in case["entries"]:
        entry = PackageEntry(util.PhysicalKey("bucket", key, None), size, None, {"user_meta": meta})
        made.set(key, entry)
    return made


def outcome(case):
    choice = case["choice"]
    try:
        header = workflows.validate(
            registry=get_package_registry(case["registry"]),
            workflow=... if choice == "default" else None if choice == "none" else choice[len("named "):],
            name=case["name"],
            pkg=package(case),
            message=case["message"],
        )
        return {"accepted": json.dumps(header)}
    except Exception as e:
        return {"refused": f"{type(e).__name__}: {e}"}


def main(args):
    return {name: outcome(case) for name, case in args["cases"].items()}


json.dump(main(arguments), sys.stdout)
