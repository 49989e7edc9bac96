"""The training steps of `pico bench models` in PyTorch: the peer of docs/performance.md.

    LD_PRELOAD=/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0 MALLOC_TRIM_THRESHOLD_=1000000000 \
    MALLOC_MMAP_THRESHOLD_=1000000000 /usr/bin/python3 benchmarks/peers/models_torch.py tiny|mlp|cnn|gpt-small|gpt-large THREADS
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

from gpt_torch import VOCABULARY, Gpt

WARMUP_SECONDS, SECONDS, LEAST_STEPS = 1.0, 3.0, 7


def perceptron(sizes, batch, loss, targets):
    layers = [nn.Linear(sizes[0], sizes[1])]
    for i in range(1, len(sizes) - 1):
        layers += [nn.ReLU(), nn.Linear(sizes[i], sizes[i + 1])]
    model, x = nn.Sequential(*layers), torch.rand(batch, sizes[0])
    return model, lambda: loss(model(x), targets)


def cnn(batch):
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 10))
    x, targets = torch.rand(batch, 1, 28, 28), torch.randint(10, (batch,))
    return model, lambda: F.cross_entropy(model(x), targets)


def gpt(layers, heads, width, context, batch):
    model = Gpt(layers, heads, width, context, recompute=False)
    ids, targets = torch.randint(VOCABULARY, (2, batch, context))
    return model, lambda: model(ids, targets)


MODELS = {
    "tiny": lambda: perceptron([2, 16, 16, 1], 100, F.mse_loss, torch.rand(100, 1)),
    "mlp": lambda: perceptron([784, 128, 10], 64, F.cross_entropy, torch.randint(10, (64,))),
    "cnn": lambda: cnn(64),
    "gpt-small": lambda: gpt(4, 4, 128, 64, 16),
    "gpt-large": lambda: gpt(6, 6, 384, 256, 8),
}


def main():
    torch.manual_seed(1)
    torch.set_num_threads(int(sys.argv[2]))
    model, loss_of = MODELS[sys.argv[1]]()
    optimizer = torch.optim.AdamW(model.parameters())
    times, begin = [], time.perf_counter()
    while True:
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss_of().backward()
        optimizer.step()
        end = time.perf_counter()
        if end - begin < WARMUP_SECONDS:
            continue
        times.append(end - start)
        if len(times) >= LEAST_STEPS and end - begin > WARMUP_SECONDS + SECONDS:
            break
    times.sort()
    print(f"torch: model={sys.argv[1]} threads={sys.argv[2]} step_ms={1e3 * times[len(times) // 2]:.4f}")


main()
