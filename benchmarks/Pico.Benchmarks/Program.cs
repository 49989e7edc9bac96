using Pico.Benchmarks;

switch (args)
{
    case ["gemm", .. var rest]:
        return GemmBenchmark.Run(rest);
    case ["storage", .. var rest]:
        return StorageBenchmark.Run(rest);
    case ["memory", .. var rest]:
        return MemoryBenchmark.Run(rest);
    case ["kernels", .. var rest]:
        return KernelsBenchmark.Run(rest);
    case ["gmm", .. var rest]:
        return MixtureBenchmark.Run(rest);
    case ["json", .. var rest]:
        return JsonBenchmark.Run(rest);
    case ["rays", .. var rest]:
        return RaysBenchmark.Run(rest);
    case ["specialize", .. var rest]:
        return SpecializeBenchmark.Run(rest);
    case ["generator", .. var rest]:
        return GeneratorBenchmark.Run(rest);
    default:
        Console.Error.WriteLine("usage: Pico.Benchmarks gemm [THREADS] [NAME...] [--cold]");
        Console.Error.WriteLine("       Pico.Benchmarks storage small|baby [THREADS [ROUNDS]]");
        Console.Error.WriteLine("       Pico.Benchmarks memory gpt small|baby [THREADS] [recompute]");
        Console.Error.WriteLine("       Pico.Benchmarks kernels [NAME...]");
        Console.Error.WriteLine("       Pico.Benchmarks gmm [DIMENSIONSxCOMPONENTS...]");
        Console.Error.WriteLine("       Pico.Benchmarks json [FILE...]");
        Console.Error.WriteLine("       Pico.Benchmarks rays");
        Console.Error.WriteLine("       Pico.Benchmarks specialize [gpt small|baby] [TURNS]");
        Console.Error.WriteLine("       Pico.Benchmarks generator [whole|edits|analyzers|cold|write FOLDER] [ROUNDS] [--generators PATH]");
        return 2;
}
