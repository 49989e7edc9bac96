using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The keys of a program's random streams: each is a field of the frame.</summary>
internal static class RandomKeys
{
    /// <summary>The streams that a program reads, in the order of their calls.</summary>
    public static IReadOnlyList<RandomStream> Streams(LoopProgram program) => program.Steps
        .SelectMany(step => step.Bodies)
        .SelectMany(body => body.Sources)
        .OfType<LoopSource.Random>()
        .Select(random => random.Stream)
        .Distinct()
        .OrderBy(stream => stream.Ordinal.ToString(), System.StringComparer.Ordinal)
        .ThenBy(stream => stream.Repetition)
        .ToList();

    /// <summary>Whether some keys depend on the layer, so that the frame must hold what they are made of.</summary>
    public static bool VaryByLayer(LoopProgram program) => Streams(program).Any(stream => stream.Repetition >= 0);

    public static string Field(LoopProgram program, RandomStream stream) =>
        "random" + Streams(program).Select((other, index) => (other, index)).First(pair => pair.other.Equals(stream)).index;
}
