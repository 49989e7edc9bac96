using System.Globalization;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>One <c>pico grad microgpt</c>: tape and compiled code learn the same names, then compiled code goes on alone and makes some up.</summary>
/// <param name="names">The names.</param>
/// <param name="steps">How many names compiled code learns.</param>
/// <param name="tapeSteps">How many of them the tape learns, too.</param>
/// <param name="seed">What initial weights and samples follow from.</param>
/// <param name="output">Receives the report.</param>
internal sealed class MicroGptRun(Names names, int steps, int tapeSteps, int seed, TextWriter output)
{
    private const int Reports = 10, Samples = 20;

    public void Execute(CancellationToken cancellation)
    {
        var model = MicroGptSettings.CreateModel(names.Vocab, seed);
        Line($"microgpt: {model.Parameters.ElementCount:N0} parameters; {names.Count:N0} names ({names.Source}), {names.Vocab} characters with the mark");
        Train(model, cancellation);
        var (tape, compiled) = new MicroGptSpeed(names, seed).Measure(cancellation);
        Line($"a name forward, backward and update: tape {tape:N0} us, compiled {compiled:N2} us, {tape / compiled:N0} times faster (processor time, fastest round)");
        var writer = new NameWriter(model, names, seed);
        Line($"new names: {string.Join(", ", Enumerable.Range(0, Samples).Select(_ => writer.Next()))}");
    }

    private void Train(MicroGptModel model, CancellationToken cancellation)
    {
        using var compiled = new CompiledLearner(model);
        var tape = new TapeLearner(MicroGptSettings.CreateModel(names.Vocab, seed));
        var (apart, sum, counted) = (0.0, 0.0, 0);
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var name = names[step % names.Count];
            var rate = MicroGptSettings.LearningRate * (1 - ((double)step / steps));
            var loss = compiled.Learn(name[..^1], name[1..], rate);
            if (step < tapeSteps)
            {
                apart = Math.Max(apart, Math.Abs(tape.Learn(name[..^1], name[1..], rate) - loss));
                if (step + 1 == Math.Min(steps, tapeSteps)) Line($"tape and compiled, the same {step + 1} names: losses apart by at most {apart:0.0e+0}");
            }

            sum += loss;
            counted++;
            if (((step + 1) * (long)Reports / steps) == (step * (long)Reports / steps)) continue;
            Line($"step {step + 1,7:N0}  loss {sum / counted:F4}");
            (sum, counted) = (0, 0);
        }
    }

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
