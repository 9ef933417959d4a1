"""What the scripts of the interoperability tests share: arguments, a client, values as JSON."""

import datetime
import decimal
import json
import math
import sys

import boto3
import numpy
import pandas
from botocore.config import Config

EPOCH = datetime.datetime(1970, 1, 1)


def run(main):
    """Calls main with the JSON from standard input; what it returns goes out as JSON."""
    json.dump(main(json.load(sys.stdin)), sys.stdout)


def client(args):
    return boto3.client(
        "s3",
        endpoint_url=args["endpoint"],
        region_name=args["region"],
        aws_access_key_id=args["accessKey"],
        aws_secret_access_key=args["secretKey"],
        config=Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation=args["checksums"],
            response_checksum_validation=args["checksums"],
        ),
    )


def helium(user_meta, **more):
    """The metadata argument of boto3, in the form of the Python clients."""
    return {"helium": json.dumps({"user_meta": user_meta, **more})}


def table(frame):
    """A data frame as JSON."""
    return {
        "columns": [str(name) for name in frame.columns],
        "rows": [[cell(value) for value in row] for row in frame.itertuples(index=False, name=None)],
    }


def arrow_table(arrow):
    """An Arrow table as JSON, without the detour by the types of pandas."""
    columns = [column.to_pylist() for column in arrow.columns]
    return {
        "columns": arrow.column_names,
        "rows": [[cell(column[i]) for column in columns] for i in range(arrow.num_rows)],
    }


def array(values):
    """A NumPy array as JSON, its values in C order."""
    return {
        "shape": list(values.shape),
        "values": [cell(value) for value in values.flatten(order="C").tolist()],
    }


def cell(value):
    """A value as JSON; what JSON can't tell apart is an object that names its type."""
    if value is None or value is pandas.NA or value is pandas.NaT:
        return None
    if isinstance(value, (bool, numpy.bool_)):
        return bool(value)
    if isinstance(value, (int, numpy.integer)):
        return int(value)
    if isinstance(value, (float, numpy.floating)):
        return float(value) if math.isfinite(value) else {"float": str(float(value))}
    if isinstance(value, complex):
        return {"complex": [cell(value.real), cell(value.imag)]}
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, pandas.Timestamp):
        return {"instant" if value.tzinfo else "datetime": value.as_unit("ns").value}
    if isinstance(value, datetime.datetime):
        if value.tzinfo:
            return {"instant": nanos(value.astimezone(datetime.timezone.utc).replace(tzinfo=None))}
        return {"datetime": nanos(value)}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat(timespec="microseconds")}
    if isinstance(value, dict):
        return {"map": [[cell(key), cell(item)] for key, item in value.items()]}
    if isinstance(value, (list, numpy.ndarray)):
        if len(value) > 0 and all(isinstance(item, tuple) for item in value):
            return {"map": [[cell(key), cell(item)] for key, item in value]}
        return [cell(item) for item in value]
    raise TypeError(f"no JSON for {type(value)}: {value!r}")


def nanos(value):
    return (value - EPOCH) // datetime.timedelta(microseconds=1) * 1000
