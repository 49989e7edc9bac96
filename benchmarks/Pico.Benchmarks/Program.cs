using Pico.Benchmarks;

switch (args)
{
    case ["gemm", .. var rest]:
        return GemmBenchmark.Run(rest);
    default:
        Console.Error.WriteLine("usage: Pico.Benchmarks gemm [squares|shapes] [THREADS [SIZE...]]");
        return 2;
}
