"""Writes arrays with NumPy."""

import io

import interop
import numpy
from numpy.lib import format as npy


def cases(random):
    for dtype in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"):
        for order in ("<", ">"):
            if dtype[-1] == "1" or dtype == "?":
                if order == ">":
                    continue
                order = "|"
            kind = numpy.dtype(order + dtype if dtype != "?" else "?")
            if kind.kind == "f":
                values = random.normal(size=(3, 4)).astype(kind)
                values[0, :3] = [numpy.inf, -numpy.inf, numpy.nan]
            elif kind.kind == "b":
                values = random.random((3, 4)) < 0.5
            else:
                limits = numpy.iinfo(kind)
                values = random.integers(limits.min, limits.max, (3, 4), kind.newbyteorder("="), True).astype(kind)
                values[0, :2] = [limits.min, limits.max]
            name = kind.str.replace("<", "little-").replace(">", "big-").replace("|", "")
            yield f"{name}.npy", values, None
    yield "complex64.npy", numpy.array([1 + 2j, -0.5j], dtype="<c8"), None
    yield "complex128.npy", numpy.array([[1 + 2j], [3.25]], dtype=">c16"), None
    yield "text.npy", numpy.array(["Gr\u00fc\u00dfe", "\U0001f600", ""]), None
    yield "bytes.npy", numpy.array([b"ab", b"\x00c", b""]), None
    grid = numpy.arange(24.0).reshape(2, 3, 4)
    yield "fortran.npy", numpy.asfortranarray(grid), None
    yield "sliced.npy", grid[:, ::2, 1], None
    yield "scalar.npy", numpy.array(42.5), None
    yield "empty.npy", numpy.zeros((0, 3)), None
    for version in ((1, 0), (2, 0), (3, 0)):
        yield f"version{version[0]}.npy", grid, version


def main(args):
    s3 = interop.client(args)
    expected = {}

    def put(key, content, **more):
        s3.put_object(Bucket=args["bucket"], Key=key, Body=content.getvalue(), **more)

    for key, values, version in cases(numpy.random.default_rng(args["seed"])):
        content = io.BytesIO()
        npy.write_array(content, values, version, allow_pickle=False)
        put(key, content, Metadata=interop.helium({}, format={"name": "numpy"}, target="numpy"))
        expected[key] = interop.array(values)

    for key, save in (("stored.npz", numpy.savez), ("packed.npz", numpy.savez_compressed)):
        arrays = {"a": numpy.arange(6, dtype="i4").reshape(2, 3), "b": numpy.array([1.5, -2.5])}
        content = io.BytesIO()
        save(content, **arrays)
        put(key, content)
        expected[key] = {name: interop.array(values) for name, values in arrays.items()}

    content = io.BytesIO()
    numpy.save(content, numpy.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    put("pickled.npy", content)
    return expected


interop.run(main)
