"""PicoLib and PyTorch train the same GPT in turns; prints tokens per second of every turn and the ratio of the medians.

    dotnet build -c Release src/Pico.Examples
    python3 benchmarks/peers/gpt_compare.py TEXT small|baby THREADS [ROUNDS]

PicoLib's figure is the mean of a whole run with its start and compilation, PyTorch's that of its median step: the comparison
leans towards PyTorch. Both are pinned to as many processors as threads. PyTorch runs with OpenBLAS (OpenMP), a large
malloc threshold, the kernels of torch_environment.py, and ATEN_CPU_CAPABILITY from the environment.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile

import torch_environment

text, preset, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
here = os.path.dirname(os.path.abspath(__file__))
pico = os.path.join(here, "../../src/Pico.Examples/bin/Release/net10.0/pico.dll")
steps, torch_steps = (400, 60) if preset == "small" else (12, 6)
pin = ["taskset", "-c", ",".join(str(i) for i in range(threads))]


def run_pico():
    with tempfile.TemporaryDirectory() as out:
        command = ["dotnet", pico, "train", "--data", text, "--preset", preset, "--steps", str(steps), "--threads", str(threads), "--out", out]
        said = subprocess.run(pin + command, capture_output=True, text=True, check=True).stdout
    return float(re.findall(r"tokens_per_s=(\d+)", said)[-1])


def run_torch():
    environment = torch_environment.environment(threads)
    command = ["/usr/bin/python3", os.path.join(here, "gpt_torch.py"), preset, str(threads), str(torch_steps)]
    said = subprocess.run(pin + command, capture_output=True, text=True, check=True, env=environment).stdout
    return float(re.findall(r"tokens_per_s[=: ]+([\d.]+)", said)[-1])


ours, theirs = [], []
for _ in range(rounds):
    ours.append(run_pico())
    theirs.append(run_torch())
    print(f"PicoLib {ours[-1]:,.0f}  PyTorch {theirs[-1]:,.0f}  ratio {ours[-1] / theirs[-1]:.2f}", flush=True)
print(f"{preset} threads={threads}: PicoLib {statistics.median(ours):,.0f}, PyTorch {statistics.median(theirs):,.0f} tokens/s; "
      f"median of the ratios {statistics.median(a / b for a, b in zip(ours, theirs)):.2f}")
