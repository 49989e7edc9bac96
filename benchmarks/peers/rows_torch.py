"""The operations of `pico bench rows` in PyTorch: the peer of docs/performance.md. Prints lines of the same form.

    MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_MMAP_THRESHOLD_=1000000000 ATEN_CPU_CAPABILITY=avx512 \
    /usr/bin/python3 benchmarks/peers/rows_torch.py THREADS
"""
import sys
import time

import torch
from torch.nn import functional as F

ROWS, WIDTH, SECONDS = 1 << 15, 1 << 10, 0.8

torch.set_num_threads(int(sys.argv[1]))
x = (torch.rand(ROWS, WIDTH) * 6 - 3).requires_grad_()
other, upstream = torch.rand(ROWS, WIDTH), torch.rand(ROWS, WIDTH)
targets = torch.randint(WIDTH, (ROWS,))
norm = torch.nn.LayerNorm(WIDTH)
OPERATIONS = {
    "Exp": torch.exp,
    "Tanh": torch.tanh,
    "Gelu": F.gelu,
    "GeluTanh": lambda x: F.gelu(x, approximate="tanh"),
    "Softmax": lambda x: F.softmax(x, dim=-1),
    "LayerNorm": norm,
    "ResidualNorm": lambda x: norm(x + other),
    "CrossEntropy": lambda x: F.cross_entropy(x, targets),
}


def fastest(call):
    call()
    best, begin = float("inf"), time.perf_counter()
    while time.perf_counter() - begin < SECONDS:
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def forward(operation):
    with torch.no_grad():
        operation(x)


def way_back(operation):
    result = operation(x)
    result.backward(upstream if result.dim() > 0 else None)


for name, operation in OPERATIONS.items():
    way_back(operation)  # gradients are added up from here on, as PicoLib's are
    for text, call in (("forward", forward), ("forward+backward", way_back)):
        print(f"torch: rows={name} pass={text} threads={sys.argv[1]} ms={1e3 * fastest(lambda: call(operation)):.2f}", flush=True)
