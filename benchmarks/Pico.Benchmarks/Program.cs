using Pico.Benchmarks;

switch (args)
{
    case ["gemm", .. var rest]:
        return GemmBenchmark.Run(rest);
    case ["steps", .. var rest]:
        return StepsBenchmark.Run(rest);
    case ["memory", .. var rest]:
        return MemoryBenchmark.Run(rest);
    case ["kernels", .. var rest]:
        return KernelsBenchmark.Run(rest);
    case ["gmm", .. var rest]:
        return MixtureBenchmark.Run(rest);
    default:
        Console.Error.WriteLine("usage: Pico.Benchmarks gemm [squares|shapes] [THREADS [SIZE...]]");
        Console.Error.WriteLine("       Pico.Benchmarks steps gpt small|baby [THREADS [ROUNDS]]");
        Console.Error.WriteLine("       Pico.Benchmarks memory gpt small|baby [THREADS] [recompute]");
        Console.Error.WriteLine("       Pico.Benchmarks kernels [NAME...]");
        Console.Error.WriteLine("       Pico.Benchmarks gmm [DIMENSIONSxCOMPONENTS...]");
        return 2;
}
