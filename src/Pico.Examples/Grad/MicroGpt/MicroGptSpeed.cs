namespace Pico.Examples.Grad.MicroGpt;

/// <summary>How long a name takes, in processor time: the machine may be busy with other things. Rounds of both alternate, and the fastest counts.</summary>
/// <param name="names">The names to train on.</param>
/// <param name="seed">What initial weights follow from.</param>
internal sealed class MicroGptSpeed(Names names, int seed)
{
    private const int Rounds = 5, CompiledNames = 4000, TapeNames = 20;

    /// <summary>The microseconds of a name on the tape and compiled.</summary>
    public (double Tape, double Compiled) Measure(CancellationToken cancellation)
    {
        using var compiled = new CompiledLearner(MicroGptSettings.CreateModel(names.Vocab, seed));
        var tape = new TapeLearner(MicroGptSettings.CreateModel(names.Vocab, seed));
        var (fastestTape, fastestCompiled) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = -1; round < Rounds; round++)
        {
            var (ofCompiled, ofTape) = (Time(compiled, CompiledNames, cancellation), Time(tape, TapeNames, cancellation));
            if (round < 0) continue; // what is still being compiled does not count
            (fastestTape, fastestCompiled) = (Math.Min(fastestTape, ofTape), Math.Min(fastestCompiled, ofCompiled));
        }

        return (fastestTape, fastestCompiled);
    }

    private double Time(IMicroGptLearner learner, int count, CancellationToken cancellation)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var name = names[i % names.Count];
            learner.Learn(name[..^1], name[1..], MicroGptSettings.LearningRate);
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / count;
    }
}
