"""Writes tables as Parquet with pyarrow and pandas."""

import datetime
import decimal
import io

import interop
import numpy
import pandas
import pyarrow
import pyarrow.parquet

UTC = datetime.timezone.utc


def all_types():
    day = datetime.date
    time = datetime.datetime
    return {
        "bool": pyarrow.array([True, False, None]),
        "int8": pyarrow.array([-128, 127, None], pyarrow.int8()),
        "int16": pyarrow.array([-(2**15), 2**15 - 1, None], pyarrow.int16()),
        "int32": pyarrow.array([-(2**31), 2**31 - 1, None], pyarrow.int32()),
        "int64": pyarrow.array([-(2**63), 2**63 - 1, None], pyarrow.int64()),
        "uint8": pyarrow.array([0, 255, None], pyarrow.uint8()),
        "uint16": pyarrow.array([0, 2**16 - 1, None], pyarrow.uint16()),
        "uint32": pyarrow.array([0, 2**32 - 1, None], pyarrow.uint32()),
        "uint64": pyarrow.array([0, 2**64 - 1, None], pyarrow.uint64()),
        "float32": pyarrow.array([1.5, float("nan"), None], pyarrow.float32()),
        "float64": pyarrow.array([5e-324, float("-inf"), None], pyarrow.float64()),
        "decimal": pyarrow.array(
            [decimal.Decimal("-12345678901234567890.12345"), decimal.Decimal("0.00001"), None],
            pyarrow.decimal128(38, 5),
        ),
        "text": pyarrow.array(["Gr\u00fc\u00dfe \U0001f600", "", None]),
        "large_text": pyarrow.array(["a", "b\u0000c", None], pyarrow.large_string()),
        "binary": pyarrow.array([b"\x00\xff", b"", None]),
        "fixed": pyarrow.array([b"abcd", b"\x00\x01\x02\x03", None], pyarrow.binary(4)),
        "date": pyarrow.array([day(1582, 10, 15), day(9999, 12, 31), None]),
        "seconds": pyarrow.array([time(2026, 1, 2, 3, 4, 5), time(1900, 1, 1), None], pyarrow.timestamp("s")),
        "millis": pyarrow.array([time(2026, 1, 2, 3, 4, 5, 6000), time(1900, 1, 1), None], pyarrow.timestamp("ms")),
        "micros": pyarrow.array([time(2026, 1, 2, 3, 4, 5, 6), time(1, 1, 1), None], pyarrow.timestamp("us")),
        "nanos": pyarrow.array([1_234_567_890_123_456_789, -1, None], pyarrow.timestamp("ns")),
        "zoned": pyarrow.array(
            [time(2026, 1, 2, 3, 4, 5, 6, UTC), time(1900, 1, 1, tzinfo=UTC), None],
            pyarrow.timestamp("us", "Europe/Berlin"),
        ),
        "time": pyarrow.array([datetime.time(23, 59, 59, 999999), datetime.time(0), None], pyarrow.time64("us")),
        "list": pyarrow.array([[1, None, 3], [], None], pyarrow.list_(pyarrow.int64())),
        "lists": pyarrow.array([[["a"], []], [None], None], pyarrow.list_(pyarrow.list_(pyarrow.string()))),
        "struct": pyarrow.array(
            [{"x": 1, "y": {"z": "deep"}}, {"x": None, "y": None}, None],
            pyarrow.struct(
                [("x", pyarrow.int32()), ("y", pyarrow.struct([("z", pyarrow.string())]))]
            ),
        ),
        "map": pyarrow.array(
            [[("a", 1), ("b", None)], [("c", 3)], None],
            pyarrow.map_(pyarrow.string(), pyarrow.int64()),
        ),
        "dictionary": pyarrow.array(["x", "y", None]).dictionary_encode(),
        "null": pyarrow.nulls(3),
    }


def cases(random):
    types = pyarrow.table(all_types())
    for codec in ("none", "snappy", "gzip", "zstd", "brotli", "lz4"):
        yield f"{codec}.parquet", types, {"compression": codec}
    yield "version1.parquet", types.drop_columns(["nanos", "uint32"]), {"version": "1.0"}
    yield "page2.parquet", types, {"data_page_version": "2.0"}
    rows = 5_000
    many = pyarrow.table(
        {
            "id": pyarrow.array(numpy.arange(rows)),
            "value": pyarrow.array(random.normal(size=rows)),
            "name": pyarrow.array(random.choice(["thor", "loki", None], rows).tolist()),
        }
    )
    yield "groups.parquet", many, {"row_group_size": 700}
    yield "empty.parquet", many.slice(0, 0), {}
    yield "\u00fcmlaut=1.parquet", many.slice(0, 3), {}


def main(args):
    s3 = interop.client(args)
    expected = {}
    for key, table, options in cases(numpy.random.default_rng(args["seed"])):
        content = io.BytesIO()
        pyarrow.parquet.write_table(table, content, **options)
        s3.put_object(
            Bucket=args["bucket"],
            Key=key,
            Body=content.getvalue(),
            Metadata=interop.helium({}, format={"name": "pyarrow"}, target="pyarrow"),
        )
        content.seek(0)
        expected[key] = interop.arrow_table(pyarrow.parquet.read_table(content))

    # As users of pandas do, with an index that pandas hides in a column.
    frame = pandas.DataFrame({"a": [1.5, None, 3.0], "b": pandas.Categorical(["x", "y", "x"])}, index=[7, 8, 9])
    frame.index.name = "number"
    content = io.BytesIO()
    frame.to_parquet(content, index=True)
    s3.put_object(Bucket=args["bucket"], Key="pandas.parquet", Body=content.getvalue())
    content.seek(0)
    expected["pandas.parquet"] = interop.arrow_table(pyarrow.parquet.read_table(content))
    return expected


interop.run(main)
