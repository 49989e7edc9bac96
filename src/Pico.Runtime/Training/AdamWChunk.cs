using Pico.Models;

namespace Pico.Training;

/// <summary>A piece of the flat buffers whose weights all decay or all do not: what one thread updates at a time.</summary>
/// <param name="First">Its first weight.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Decays">Whether they decay.</param>
internal readonly record struct AdamWChunk(int First, int Count, bool Decays)
{
    /// <summary>Cuts weights of one group.</summary>
    public static AdamWChunk[] Cut(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Pieces(0, count, decays: true)];
    }

    /// <summary>
    /// Cuts the trained parameters where the group changes; neighbours of one group stay together, gaps go with what lies before them.
    /// </summary>
    public static AdamWChunk[] Cut(ParameterSet set)
    {
        var parameters = set.Trained;
        var chunks = new List<AdamWChunk>();
        for (var i = 0; i < parameters.Count;)
        {
            var (first, decays) = (parameters[i].Offset, Decaying(parameters[i]));
            while (i < parameters.Count && Decaying(parameters[i]) == decays) i++;
            chunks.AddRange(Pieces(first, (i < parameters.Count ? parameters[i].Offset : set.Length) - first, decays));
        }

        return [.. chunks];
    }

    private static bool Decaying(ParameterInfo parameter) => parameter.Shape.Count > 1;

    private static IEnumerable<AdamWChunk> Pieces(int first, int count, bool decays)
    {
        for (var chunk = 0; chunk < Chunks.OfElements(count); chunk++)
        {
            var (begin, end) = Chunks.ElementRange(chunk, count);
            yield return new AdamWChunk(first + (int)begin, (int)(end - begin), decays);
        }
    }
}
