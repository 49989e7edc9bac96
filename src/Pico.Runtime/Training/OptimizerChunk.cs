using Pico.Models;

namespace Pico.Training;

/// <summary>A piece of the flat buffers whose weights are of one group: what one thread updates at a time.</summary>
/// <param name="First">Its first weight.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Group">The number of their group.</param>
/// <param name="Parameter">The position of their parameter among the trained ones; the first one's where neighbours stay together.</param>
internal sealed record OptimizerChunk(int First, int Count, int Group, int Parameter)
{
    /// <summary>The most weights of a piece.</summary>
    public const int Largest = 16 * 1024;

    private const int PiecesOfAll = 64;
    private const int SizeUnit = 1024;

    /// <summary>Cuts weights of one group.</summary>
    public static OptimizerChunk[] Cut(int count) => [.. Pieces(count, 0, count, group: 0, parameter: 0)];

    /// <summary>
    /// Cuts trained parameters where the group changes, or at each parameter. Neighbours of one group stay together otherwise; gaps go with what
    /// lies before them.
    /// </summary>
    /// <param name="set">The parameters.</param>
    /// <param name="groupOf">The group of each trained one.</param>
    /// <param name="atEach">Whether each parameter has chunks of its own, without the gap behind it.</param>
    public static OptimizerChunk[] Cut(ParameterSet set, IReadOnlyList<int> groupOf, bool atEach)
    {
        var parameters = set.Trained;
        var chunks = new List<OptimizerChunk>();
        for (var i = 0; i < parameters.Count;)
        {
            var (first, start) = (parameters[i].Offset, i);
            do i++;
            while (!atEach && i < parameters.Count && groupOf[i] == groupOf[start]);
            var end = atEach ? first + parameters[start].Length : i < parameters.Count ? parameters[i].Offset : set.Length;
            chunks.AddRange(Pieces(set.Length, first, end - first, groupOf[start], start));
        }

        return [.. chunks];
    }

    // Small enough to be shared out evenly, and in the order in which products and loops share out the same parameters: what a thread
    // left in its cache it then finds there.
    private static IEnumerable<OptimizerChunk> Pieces(int all, int first, int count, int group, int parameter)
    {
        var size = Math.Clamp(all / PiecesOfAll / SizeUnit * SizeUnit, SizeUnit, Largest);
        for (var begin = 0; begin < count; begin += size)
        {
            yield return new OptimizerChunk(first + begin, Math.Min(size, count - begin), group, parameter);
        }
    }
}
