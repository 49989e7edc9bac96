"""Tokens per second and peak memory of the GPT that `pico train` trains, in PyTorch: the peer of docs/performance.md.

    LD_PRELOAD=$(ls /usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0) MALLOC_TRIM_THRESHOLD_=1000000000 \
    MALLOC_MMAP_THRESHOLD_=1000000000 /usr/bin/python3 benchmarks/peers/gpt_torch.py small|baby THREADS STEPS [recompute]

With recompute, the blocks are checkpointed (torch.utils.checkpoint). The memory is the growth of the peak of the resident set from
before the model is built.
"""
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

PRESETS = {"small": (4, 4, 128, 64, 12), "baby": (6, 6, 384, 256, 8)}  # layers, heads, width, context, batch
VOCABULARY = 65


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask):
        b, t, c = x.shape
        q, k, v = (h.view(b, t, self.heads, c // self.heads).transpose(1, 2) for h in self.qkv(self.norm1(x)).split(c, dim=2))
        scores = (q @ k.transpose(-2, -1)) * (c // self.heads) ** -0.5
        mixed = F.softmax(scores.masked_fill(mask[:t, :t], float("-inf")), dim=-1) @ v
        x = x + self.output(mixed.transpose(1, 2).reshape(b, t, c))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, layers, heads, width, context, recompute):
        super().__init__()
        self.recompute = recompute
        self.tokens, self.positions = nn.Embedding(VOCABULARY, width), nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, VOCABULARY, bias=False)
        self.register_buffer("mask", torch.ones(context, context, dtype=torch.bool).triu(1))

    def forward(self, ids, targets):
        x = self.tokens(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = checkpoint(block, x, self.mask) if self.recompute else block(x, self.mask)
        return F.cross_entropy(self.head(self.norm(x)).flatten(0, 1), targets.flatten())


def main():
    layers, heads, width, context, batch = PRESETS[sys.argv[1]]
    torch.set_num_threads(int(sys.argv[2]))
    steps = int(sys.argv[3])
    torch.manual_seed(1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    model = Gpt(layers, heads, width, context, "recompute" in sys.argv)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.99), weight_decay=0.1)
    times = []
    for _ in range(steps):
        ids, targets = torch.randint(VOCABULARY, (2, batch, context))
        start = time.perf_counter()
        loss = model(ids, targets)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        times.append(time.perf_counter() - start)
    times.sort()
    median = times[len(times) // 2]
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / 1e6
    print(f"median_ms={median * 1e3:.1f} fastest_ms={times[0] * 1e3:.1f} tokens_per_s={batch * context / median:.0f} peak_growth_mb={growth:.1f}")


if __name__ == "__main__":
    main()
