System.Console.WriteLine("Pico.Benchmarks: name a benchmark");
