#!/usr/bin/python3
"""Writes .npy files with numpy, for the tests of our reader and writer.

Run: /usr/bin/python3 tests/goldens/make_numpy.py
"""
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent / "numpy"


def write(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=version)


HERE.mkdir(exist_ok=True)
write("f4", np.array([[0.5, -1.25, 3e38], [1e-45, 0.0, -0.0]], "<f4"))
write("f8", np.array([1 / 3, -1e300], "<f8"))
write("f2", np.array([1.5, -65504.0, 0.0009765625], "<f2"))
write("i1", np.array([1, -2, 127, -128], "i1"))
write("i4", np.array([[2**31 - 1], [-2**31]], "<i4"))
write("i8", np.array(-2**63, "<i8"))
write("empty", np.zeros((0, 4), "<f4"))
write("version2", np.arange(6, dtype="<f4").reshape(1, 2, 3), (2, 0))
write("version3", np.arange(6, dtype="<i8"), (3, 0))
write("fortran", np.asfortranarray(np.arange(6, dtype="<f4").reshape(2, 3)))
write("big", np.arange(3, dtype=">f4"))
write("complex", np.zeros(2, "<c8"))
write("records", np.zeros(2, [("x", "<f4"), ("y", "<i4")]))
