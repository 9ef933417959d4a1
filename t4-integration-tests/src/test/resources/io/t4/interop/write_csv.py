"""Writes tables as CSV with pandas, and says what pandas reads from them."""

import csv
import io

import interop
import numpy
import pandas


def cases(random):
    rows = 50
    mixed = pandas.DataFrame(
        {
            "whole": random.integers(-(2**53), 2**53, rows),
            "number": random.normal(size=rows) * 10.0 ** random.integers(-300, 300, rows),
            "flag": random.random(rows) < 0.5,
            "text": random.choice(
                ["plain", "with, comma", 'with "quotes"', "two\nlines", " spaces ", "Gr\u00fc\u00dfe",
                 "\u65e5\u672c\u8a9e", "\U0001f600", "semi;colon", "tab\there", "007x"],
                rows,
            ),
            "day": pandas.date_range("2026-01-01", periods=rows, freq="D"),
        }
    )
    missing = mixed.astype({"whole": "float64"}).mask(random.random((rows, 5)) < 0.3)
    odd_nulls = pandas.DataFrame({"a": ["x", "-", "missing"], "b": ["1", "-", "3"], "c": ["NA", "y", ""]})
    extremes = pandas.DataFrame(
        {
            "long": [2**63 - 1, -(2**63), 0],
            "double": [5e-324, 1.7976931348623157e308, -0.0],
            "infinite": [numpy.inf, -numpy.inf, 1.5],
            "text": ["true story", "1e", "--"],
        }
    )
    index = mixed.set_index(["text", "whole"])
    unnamed = pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]}, index=["r1", "r2"])
    one = pandas.DataFrame({"only": ["", "a", ""]})

    plain = {"index": False}
    yield "plain.csv", mixed, plain, {}, {}
    yield "missing.csv", missing, plain, {}, {}
    yield "extremes.csv", extremes, plain, {}, {}
    yield "tabs.tsv", mixed, {"index": False, "sep": "\t"}, {"sep": "\t"}, {}
    yield "semicolons.ssv", mixed, {"index": False, "sep": ";"}, {"sep": ";"}, {}
    yield (
        "pipes.csv", mixed, {"index": False, "sep": "|"}, {"sep": "|"}, {"fieldsep": "|"}
    )
    yield "all.csv", missing, {"index": False, "quoting": csv.QUOTE_ALL}, {}, {"quoting": "all"}
    yield (
        "nonnumeric.csv",
        mixed,
        {"index": False, "quoting": csv.QUOTE_NONNUMERIC},
        {},
        {"quoting": "nonnumeric"},
    )
    yield (
        "none.csv",
        mixed.replace({"text": {"with, comma": "x", 'with "quotes"': "y", "two\nlines": "z"}}),
        {"index": False, "quoting": csv.QUOTE_NONE},
        {"quoting": csv.QUOTE_NONE},
        {"quoting": "none"},
    )
    yield (
        "escaped.csv",
        mixed,
        {"index": False, "doublequote": False, "escapechar": "\\"},
        {"doublequote": False, "escapechar": "\\"},
        {"doublequote": False, "escapechar": "\\"},
    )
    yield (
        "apostrophes.csv",
        mixed,
        {"index": False, "quotechar": "'"},
        {"quotechar": "'"},
        {"quotechar": "'"},
    )
    yield "crlf.csv", mixed, {"index": False, "lineterminator": "\r\n"}, {}, {"linesep": "\r\n"}
    yield (
        "latin.csv",
        mixed.replace({"text": {"\u65e5\u672c\u8a9e": "a", "\U0001f600": "b"}}),
        {"index": False, "encoding": "latin-1"},
        {"encoding": "latin-1"},
        {"encoding": "latin-1"},
    )
    yield "utf16.csv", mixed, {"index": False, "encoding": "utf-16"}, {"encoding": "utf-16"}, {"encoding": "utf-16"}
    yield "marked.csv", mixed, {"index": False, "encoding": "utf-8-sig"}, {}, {}
    yield (
        "nulls.csv",
        odd_nulls,
        plain,
        {"na_values": ["-", "missing"], "keep_default_na": False},
        {"na_values": ["-", "missing"]},
    )
    yield "headless.csv", mixed, {"index": False, "header": False}, {"header": None}, {"use_header": False}
    yield (
        "renamed.csv",
        odd_nulls,
        plain,
        {"names": ["x", "y", "z"], "header": 0},
        {"header_names": ["x", "y", "z"]},
    )
    yield "index.csv", index, {}, {"index_col": [0, 1]}, {"use_index": True, "index_names": ["text", "whole"]}
    yield "unnamed-index.csv", unnamed, {}, {"index_col": 0}, {"use_index": True}
    yield "packed.csv.gz", mixed, {"index": False, "compression": "gzip"}, {"compression": "gzip"}, {}
    yield "packed.csv.bz2", mixed, {"index": False, "compression": "bz2"}, {"compression": "bz2"}, {}
    yield "empty-lines.csv", one, {"index": False, "quoting": csv.QUOTE_ALL}, {}, {}


def main(args):
    s3 = interop.client(args)
    expected = {}
    for key, frame, written, read, options in cases(numpy.random.default_rng(args["seed"])):
        content = io.BytesIO()
        frame.to_csv(content, **written)
        s3.put_object(
            Bucket=args["bucket"],
            Key=key,
            Body=content.getvalue(),
            Metadata=interop.helium({}, format={"name": "csv", "opts": options}, target="csv"),
        )
        content.seek(0)
        found = pandas.read_csv(content, float_precision="round_trip", **read)
        if "index_col" in read:
            found = found.reset_index()
        expected[key] = interop.table(found.astype(object).where(found.notna(), None))
    return expected


interop.run(main)
