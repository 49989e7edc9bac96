"""PicoLib and PyTorch make the same training steps in turns; prints the milliseconds of every turn and the median of the ratios.

    dotnet build -c Release src/Pico.Examples
    python3 benchmarks/peers/models_compare.py [MODEL...] [--threads N] [--rounds N] [--kernels NAME]

Both figures are medians of some seconds of steps with AdamW, after a warm-up. PyTorch runs with OpenBLAS (OpenMP), pinned to as many
processors as threads, with a large malloc threshold, at the faster of ATEN_CPU_CAPABILITY avx2 and avx512, and with the kernels of
torch_environment.py; --kernels Haswell takes those of AVX2.
"""
import argparse
import os
import re
import statistics
import subprocess

import torch_environment

HERE = os.path.dirname(os.path.abspath(__file__))
PICO = os.path.join(HERE, "../../src/Pico.Examples/bin/Release/net10.0/pico.dll")


def step_ms(command, environment=None):
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    return float(re.findall(r"step_ms=([\d.]+)", said)[-1])


def run_pico(model, threads):
    return step_ms(["dotnet", PICO, "bench", "models", model, "--threads", str(threads)])


def run_torch(model, threads, kernels):
    pin = ["taskset", "-c", ",".join(str(i) for i in range(threads))]
    environment = torch_environment.environment(threads, kernels)
    command = pin + ["/usr/bin/python3", os.path.join(HERE, "models_torch.py"), model, str(threads)]
    capabilities = ["avx2", "avx512"] if torch_environment.HAS_AVX512 else ["avx2"]
    return min(step_ms(command, dict(environment, ATEN_CPU_CAPABILITY=capability)) for capability in capabilities)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("models", nargs="*", default=["tiny", "mlp", "cnn", "gpt-small", "gpt-large"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kernels", default=torch_environment.FASTEST)
    asked = parser.parse_args()
    torch_environment.require_blas()
    for model in asked.models:
        ours, theirs = [], []
        for _ in range(asked.rounds):
            ours.append(run_pico(model, asked.threads))
            theirs.append(run_torch(model, asked.threads, asked.kernels))
        ratios = sorted(b / a for a, b in zip(ours, theirs))
        print(f"{model} threads={asked.threads} kernels={asked.kernels}: PicoLib {statistics.median(ours):.4f} ms, PyTorch {statistics.median(theirs):.4f} ms, "
              f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)


main()
