"""microgpt in turns: the program in C, and `pico grad microgpt` with its tape and its compiled model. Processor time per name.

    make -C benchmarks/peers microgpt && dotnet build -c Release src/Pico.Examples
    python3 benchmarks/peers/microgpt_compare.py names.txt [rounds]
"""
import pathlib
import re
import statistics
import subprocess
import sys

here = pathlib.Path(__file__).parent
pico = here.parent.parent / "src/Pico.Examples/bin/Release/net10.0/pico.dll"
names = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


rows = []
for number in range(rounds):
    before = run(here / "microgpt", names, "20000", "3")
    text = run("dotnet", pico, "grad", "microgpt", "--data", names, "--steps", "1000", "--tape-steps", "0")
    after = run(here / "microgpt", names, "20000", "3")
    c = min(float(value) for value in re.findall(r"([\d.]+) us per name", before + after))
    tape, compiled = (float(value.replace(",", "")) for value in re.search(r"tape ([\d,.]+) us, compiled ([\d,.]+) us", text).groups())
    rows.append((c, compiled, tape))
    print(f"round {number + 1}: C {c:.2f} us, compiled {compiled:.2f} us, tape {tape:,.0f} us; compiled / C {compiled / c:.2f}, tape / compiled {tape / compiled:.0f}", flush=True)

ratios = sorted(compiled / c for c, compiled, _ in rows)
print(f"compiled / C: median {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}; "
      f"tape / compiled: median {statistics.median(tape / compiled for _, compiled, tape in rows):.0f}")
