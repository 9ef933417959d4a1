"""Reads objects with boto3 and the library of their format."""

import bz2
import gzip
import io
import json

import interop
import numpy
import pandas
import pyarrow.parquet


def csv(content, options):
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    elif content.startswith(b"BZh"):
        content = bz2.decompress(content)
    read = {}
    if "fieldsep" in options:
        read["sep"] = options["fieldsep"]
    for name in ("encoding", "escapechar", "quotechar", "doublequote", "na_values"):
        if options.get(name) is not None:
            read[name] = options[name]
    if options.get("use_header") is False:
        read["header"] = None
    frame = pandas.read_csv(
        io.BytesIO(content), keep_default_na=False, float_precision="round_trip", **read
    )
    return interop.table(frame.astype(object).where(frame.notna(), None))


def parquet(content, _):
    file = pyarrow.parquet.ParquetFile(io.BytesIO(content))
    table = interop.arrow_table(file.read())
    if file.metadata.num_row_groups:
        table["compression"] = file.metadata.row_group(0).column(0).compression
    # Readable as users do it, too.
    pandas.read_parquet(io.BytesIO(content))
    return table


def npy(content, _):
    return interop.array(numpy.load(io.BytesIO(content), allow_pickle=False))


def npz(content, _):
    with numpy.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {name: interop.array(arrays[name]) for name in arrays.files}


READERS = {
    "csv": csv,
    "parquet": parquet,
    "npy": npy,
    "npz": npz,
    "json": lambda content, _: {"value": json.loads(content), "dumped": json.dumps(json.loads(content)), "text": content.decode()},
    "text": lambda content, _: content.decode(),
    "bytes": lambda content, _: content.hex(),
}


def main(args):
    s3 = interop.client(args)
    found = {}
    for key, kind in args["objects"].items():
        response = s3.get_object(Bucket=args["bucket"], Key=key)
        raw = response["Metadata"].get("helium")
        helium = json.loads(raw) if raw else {}
        options = helium.get("format", {}).get("opts", {})
        found[key] = {
            "value": READERS[kind](response["Body"].read(), options),
            "helium": helium,
            "raw": raw,
            "dumped": json.dumps(helium),
            "contentType": response["ContentType"],
        }
    return found


interop.run(main)
