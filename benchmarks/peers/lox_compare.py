#!/usr/bin/env python3
"""Runs the Lox programs beside their Lua twins, process by process in turns, and prints ratios of times.

    dotnet publish -c Release -r linux-x64 -p:PublishReadyToRun=true src/Pico.Examples -o /tmp/pico
    python3 benchmarks/peers/lox_compare.py [--cpu] /tmp/pico/pico.dll [ROUNDS [NAME...]]

Peers: lua5.4, and luajit with its compiler switched off (-joff); both from Debian. Each process's start is part of its time. With --cpu the time is that
of the processors, all threads and the kernel's part included, which other work on the machine disturbs less than the clock on the wall.
"""
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CPU = "--cpu" in sys.argv
ARGUMENTS = [argument for argument in sys.argv[1:] if argument != "--cpu"]
PICO = ARGUMENTS[0]


def commands(name):
    lox, lua = str(HERE / "lox" / (name + ".lox")), str(HERE / "lox" / (name + ".lua"))
    return {
        "fast": ["dotnet", str(PICO), "lox", lox],
        "portable": ["dotnet", str(PICO), "lox", "--engine", "portable", lox],
        "lua": ["lua5.4", lua],
        "luajit": ["luajit", "-joff", lua],
    }


def run(command):
    """The output of a process and the milliseconds it took."""
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{command}: status {status}")
        output.seek(0)
        return output.read(), 1000 * (usage.ru_utime + usage.ru_stime if CPU else elapsed)


def main():
    rounds = int(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else 5
    names = ARGUMENTS[2:] or sorted(path.stem for path in (HERE / "lox").glob("*.lox"))
    ratios = {"fast": [], "portable": []}
    print(f"{'program':12} {'lua ms':>8} {'luajit ms':>10} {'fast ms':>8} {'x lua':>6} {'x jit':>6} {'portable ms':>12} {'x lua':>6}")
    for name in names:
        times, outputs = {}, set()
        for _ in range(rounds):
            for peer, command in commands(name).items():
                output, milliseconds = run(command)
                times.setdefault(peer, []).append(milliseconds)
                outputs.add("\n".join(f"{float(line):g}" if line.replace(".", "").replace("e+", "").isdigit() else line for line in output.split()))
        if len(outputs) > 1:
            sys.exit(f"{name}: outputs differ: {outputs}")
        median = {peer: statistics.median(values) for peer, values in times.items()}
        for engine in ratios:
            ratios[engine].append(median["lua"] / median[engine])
        print(f"{name:12} {median['lua']:8.0f} {median['luajit']:10.0f} {median['fast']:8.0f} {ratios['fast'][-1]:6.2f} "
              f"{median['luajit'] / median['fast']:6.2f} {median['portable']:12.0f} {ratios['portable'][-1]:6.2f}")
    for engine, values in ratios.items():
        print(f"{engine}: {math.exp(statistics.mean(map(math.log, values))):.2f} times Lua 5.4 in geometric mean")


main()
