/* Times cblas_sgemm on square matrices: the number to compare PicoLib's GEMM with.
   Usage: gemm_openblas [THREADS [SIZE...]] */
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void measure(int n)
{
    size_t count = (size_t)n * n;
    float *a = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
    float *b = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
    float *c = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
    if (!a || !b || !c) {
        fprintf(stderr, "no memory for matrices of %d x %d\n", n, n);
        exit(1);
    }
    for (size_t i = 0; i < count; i++) {
        a[i] = (float)(i % 17) / 17 - 0.5f;
        b[i] = (float)(i % 23) / 23 - 0.5f;
    }

    double best = 1e30, end = now() + 0.5;
    do {
        double start = now();
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
        double seconds = now() - start;
        if (seconds < best) best = seconds;
    } while (now() < end);
    printf("%5d  %8.1f GFLOP/s\n", n, 2.0 * n * n * n / best * 1e-9);
    free(a);
    free(b);
    free(c);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {64, 128, 256, 384, 512, 768, 1024, 1536, 2048};
    int threads = argc > 1 ? atoi(argv[1]) : 1;
    if (threads < 1) {
        fprintf(stderr, "usage: gemm_openblas [THREADS [SIZE...]]\n");
        return 2;
    }
    openblas_set_num_threads(threads);
    printf("%s, %d thread(s), best of 0.5 s\n", openblas_get_config(), threads);
    if (argc > 2)
        for (int i = 2; i < argc; i++) measure(atoi(argv[i]));
    else
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) measure(sizes[i]);
    return 0;
}
