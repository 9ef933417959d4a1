"""Writes metadata, JSON, text and plain objects with boto3."""

import json

import interop

META = {
    "none.txt": {},
    "simple.txt": {"name": "thor"},
    "unicode.txt": {"\u00fcmlaut": "\u65e5\u672c\u8a9e", "astral": "\U0001f600\U0001f308", "control": "\u0000\u001f\u007f\u0085"},
    "numbers.txt": {
        "int": 1,
        "big": 123456789012345678901234567890,
        "float": 1.0,
        "tiny": 5e-324,
        "small": 1e-05,
        "large": 1e16,
        "negative": -0.0,
    },
    "nested.txt": {"list": [1, [2, [3]], {"a": None}], "map": {"b": {"c": [True, False]}}, "": "empty"},
    "order.txt": {"z": 1, "a": 2, "m": 3},
}

JSON = {
    "list.json": [1, 2.5, "three", None, True],
    "map.json": {"\u00fc": "\U0001f600", "deep": [[[[]]]], "big": 2**70},
    "text.json": "just text",
    "number.json": 1e300,
    "null.json": [None],
}

TEXT = {"text.txt": "Gr\u00fc\u00dfe\n\u65e5\u672c\u8a9e \U0001f600\r\n", "read.md": "# Title\n", "note.rst": ""}


def main(args):
    s3 = interop.client(args)

    def put(key, content, **more):
        s3.put_object(Bucket=args["bucket"], Key=key, Body=content, **more)

    for key, meta in META.items():
        put("meta/" + key, b"x", Metadata=interop.helium(meta))
    for key, value in JSON.items():
        put("json/" + key, json.dumps(value).encode(), Metadata=interop.helium({}, format={"name": "json"}, target="json"))
    for key, text in TEXT.items():
        put("text/" + key, text.encode(), Metadata=interop.helium({}, target="unicode"))
    put("plain/alone.txt", b"by another tool")
    put("plain/others.txt", b"x", Metadata={"camera": "X100", "count": "3"})
    put("plain/broken.txt", b"x", Metadata={"helium": "no JSON", "camera": "X100"})
    put("raw.data", bytes(range(256)), Metadata=interop.helium({"n": 1}, format={"name": "bytes"}, target="bytes"))
    return {"meta": META, "json": JSON, "text": TEXT}


interop.run(main)
