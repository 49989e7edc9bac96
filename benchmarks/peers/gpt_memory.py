"""What a training step of the GPT holds in PicoLib and in PyTorch, with and without computing the blocks again; in turns.

    dotnet build -c Release benchmarks/Pico.Benchmarks
    python3 benchmarks/peers/gpt_memory.py small|baby THREADS [ROUNDS]

Peaks are the growth of the process' resident set from before the model is built. PyTorch runs in the environment of gpt_compare.py, and
once more with malloc's own thresholds, which give memory back sooner.
"""
import os
import re
import subprocess
import sys

import torch_environment

preset, threads = sys.argv[1], sys.argv[2]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
here = os.path.dirname(os.path.abspath(__file__))
ours = os.path.join(here, "../Pico.Benchmarks/bin/Release/net10.0/Pico.Benchmarks.dll")
pin = ["taskset", "-c", ",".join(str(i) for i in range(int(threads)))]
torch = torch_environment.environment(threads, keeps_memory=False)
keeping = torch_environment.environment(threads)


def run(command, environment=None):
    said = subprocess.run(pin + command, capture_output=True, text=True, check=True, env=environment).stdout
    return dict(re.findall(r"(\w+)=([\d.]+)", said))


def report(name, figures):
    print(f"{name:<32}" + "  ".join(f"{key} {value}" for key, value in figures.items() if key != "tokens_per_s"), flush=True)


for _ in range(rounds):
    for mode in [[], ["recompute"]]:
        title = " ".join(mode)
        report("PicoLib " + title, run(["dotnet", ours, "memory", "gpt", preset, threads, *mode]))
        peer = ["/usr/bin/python3", os.path.join(here, "gpt_torch.py"), preset, threads, "6", *mode]
        report("PyTorch " + title, run(peer, keeping))
        report("PyTorch, malloc as it is " + title, run(peer, torch))
