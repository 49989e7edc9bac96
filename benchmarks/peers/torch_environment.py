"""The environment in which PyTorch is fast with Debian's OpenBLAS.

OpenBLAS 0.3.21 takes a processor that it does not know for a Prescott and is then five times slower; on a processor with AVX-512 its kernels are
therefore named (OPENBLAS_CORETYPE): SkylakeX, its fastest there, whatever the environment says.
"""
import os
import sys

BLAS = "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0"
HAS_AVX512 = "avx512f" in open("/proc/cpuinfo").read()
FASTEST = "SkylakeX" if HAS_AVX512 else None


def require_blas():
    if not os.path.exists(BLAS):  # another build would be loaded in silence, and its threads stand in the way of PyTorch's own
        sys.exit(f"{os.path.basename(sys.argv[0])}: {BLAS} is missing: install libopenblas0-openmp")


def environment(threads, kernels=FASTEST, keeps_memory=True):
    result = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    result.update(LD_PRELOAD=BLAS, OMP_NUM_THREADS=str(threads))
    if kernels:
        result["OPENBLAS_CORETYPE"] = kernels
    if keeps_memory:
        result.update(MALLOC_TRIM_THRESHOLD_="1000000000", MALLOC_MMAP_THRESHOLD_="1000000000")
    return result
