"""Builds, pushes, reads, installs, verifies and edits packages with quilt3, as specifications say."""

import io
import json
import os
import pathlib
import shutil
import sys

arguments = json.load(sys.stdin)
# Read by boto3, and by quilt3 when it is imported.
os.environ.update(arguments["environment"])

from quilt3 import Package, hooks

REGISTRY = arguments["registry"]
WORK = pathlib.Path(arguments["work"])
EMPTY = WORK / "empty"
EMPTY.mkdir(exist_ok=True)
CLIENTS = {}


def shared_client(build, session, client_kwargs):
    """quilt3 makes a client for every file that it reads or writes, which takes most of its time."""
    signature = str(client_kwargs["config"].signature_version)
    if signature not in CLIENTS:
        CLIENTS[signature] = build(session, client_kwargs)
    return CLIENTS[signature]


hooks.set_build_s3_client_hook(shared_client)


def uri(source):
    """Of a path or URI."""
    return source if source.startswith("s3:") else pathlib.Path(source).as_uri()


def make(spec):
    made = Package()
    if spec.get("directory"):
        # Its metadata is null in the header if there is none.
        made.set_dir("/", spec["directory"], meta=spec["meta"])
    for entry in spec["entries"]:
        if not spec.get("directory"):
            made.set(entry["key"], uri(entry["source"]), meta=entry["meta"])
        elif entry["meta"] is not None:
            made[entry["key"]].set_meta(entry["meta"])
    for name, meta in spec["directories"].items():
        made.set_dir(name, str(EMPTY), meta=meta)
    if spec["meta"] is not None and not spec.get("directory"):
        made.set_meta(spec["meta"])
    return made


def publish(package, spec):
    workflow = spec["workflow"]
    choice = {} if workflow is None else {"workflow": workflow}
    if REGISTRY.startswith("s3:"):
        return package.push(spec["name"], registry=REGISTRY, message=spec["message"], **choice)
    package.build(spec["name"], registry=REGISTRY, message=spec["message"], **choice)
    return package


def description(package):
    out = io.StringIO()
    package.dump(out)
    return {"topHash": package.top_hash, "manifest": out.getvalue()}


def written(spec):
    return description(publish(make(spec), spec))


def same(found, expected):
    """Also the type of numbers and the sign of zero."""
    return json.dumps(found or {}, sort_keys=True) == json.dumps(expected or {}, sort_keys=True)


def problems(package, spec):
    """What of a package is not as its specification says."""
    if not same(package.meta, spec["meta"]):
        yield f"meta: {package.meta!r}"
    if package._meta.get("message") != spec["message"]:
        yield f"message: {package._meta!r}"
    found = dict(package.walk())
    expected = {entry["key"]: entry for entry in spec["entries"]}
    if sorted(found) != sorted(expected):
        yield f"keys: {sorted(found)!r} instead of {sorted(expected)!r}"
    for key in found.keys() & expected.keys():
        if not same(found[key].meta, expected[key]["meta"]):
            yield f"meta of {key!r}: {found[key].meta!r}"
    directories = {name: meta for name, meta in package._walk_dir_meta()}
    if not same(directories, spec["directories"]):
        yield f"directories: {directories!r}"


def installed(spec):
    """Whether what is installed is verified; it is removed again."""
    place = WORK / "installed"
    try:
        Package.install(spec["name"], registry=REGISTRY, dest=place.as_uri() + "/")
        place.mkdir(exist_ok=True)
        return Package.browse(spec["name"], registry=REGISTRY).verify(place.as_uri() + "/")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def edited(spec, edit):
    """Makes the next revision of a package."""
    package = Package.browse(spec["name"], registry=REGISTRY)
    if edit["delete"] is not None:
        package.delete(edit["delete"])
    package.set(edit["key"], uri(edit["source"]), meta=edit["meta"])
    for key, meta in edit["entryMeta"].items():
        package[key].set_meta(meta)
    package.set_meta(edit["packageMeta"])
    return description(publish(package, {**spec, "message": edit["message"], "workflow": edit["workflow"]}))


def read(spec):
    package = Package.browse(spec["name"], registry=REGISTRY)
    found = description(package)
    found["problems"] = list(problems(package, spec))
    found["verified"] = installed(spec)
    return found


def main(args):
    result = {}
    for spec in args["write"]:
        result[spec["name"]] = {"written": written(spec)}
    for spec in args["read"]:
        result[spec["name"]] = {"read": read(spec)}
    for spec, edit in args["edit"]:
        result[spec["name"]]["edited"] = edited(spec, edit)
    return result


# quilt3 prints what it does.
answer = sys.stdout
sys.stdout = sys.stderr
json.dump(main(arguments), answer)
