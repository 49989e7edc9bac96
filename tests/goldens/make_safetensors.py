#!/usr/bin/python3
"""Writes safetensors files by the format's description alone (struct and json), for the tests of our reader.

Run: /usr/bin/python3 tests/goldens/make_safetensors.py
"""
import json
import pathlib
import struct

HERE = pathlib.Path(__file__).parent / "safetensors"


def bfloat16(value):
    return struct.pack("<f", value)[2:]  # the test's values need no rounding


PACK = {
    "F32": lambda values: struct.pack(f"<{len(values)}f", *values),
    "F64": lambda values: struct.pack(f"<{len(values)}d", *values),
    "F16": lambda values: struct.pack(f"<{len(values)}e", *values),
    "BF16": lambda values: b"".join(map(bfloat16, values)),
    "I64": lambda values: struct.pack(f"<{len(values)}q", *values),
    "I32": lambda values: struct.pack(f"<{len(values)}i", *values),
    "U8": bytes,
}


def write(name, tensors, metadata=None, padding=0):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for key, (dtype, shape, values) in tensors.items():
        packed = PACK[dtype](values)
        header[key] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header).encode() + b" " * padding
    (HERE / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


HERE.mkdir(exist_ok=True)
write("types", {
    "float32": ("F32", [2, 3], [0.5, -1.25, 3e38, 1e-45, 0.0, -0.0]),
    "float16": ("F16", [3], [1.5, -65504.0, 0.0009765625]),
    "bfloat16": ("BF16", [2, 1], [-2.5, 1.0]),
    "float64": ("F64", [2], [1 / 3, -1e300]),
    "scalar": ("F32", [], [7.0]),
    "empty": ("F32", [0, 4], []),
    "integers": ("I64", [2], [1, -2]),
    "tail": ("U8", [3], [1, 2, 3]),
}, {"format": "pt", "text": "größer \U0001F600 \"quoted\"\n"}, padding=5)

# The weights of Sequential(Linear(3, 2), ReLU(), Linear(2, 2)): torch's names, half of them in half precision, in another order.
write("stack", {
    "2.bias": ("F32", [2], [10.0, 11.0]),
    "0.weight": ("F32", [2, 3], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
    "2.weight": ("BF16", [2, 2], [6.0, 7.0, 8.0, 9.0]),
    "0.bias": ("F16", [2], [-1.0, -2.0]),
})

# A model of other sizes: two names missing, two unexpected, one shape and one type different.
write("other", {
    "0.weight": ("F32", [3, 2], [0.0] * 6),
    "0.bias": ("I32", [2], [1, 2]),
    "4.weight": ("F32", [1], [0.0]),
    "4.bias": ("F32", [1], [0.0]),
})
