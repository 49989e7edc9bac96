using System.Globalization;
using Pico.Examples.Catalog;
using Pico.Models;

namespace Pico.Examples.Checking;

/// <summary>One choice of the named dimensions, with inputs and the number of a training step.</summary>
internal sealed class CheckCase
{
    // One; odd sizes that leave tails in every loop; more than one tile of a product and more than one chunk of a loop. With
    // several dimensions each gets another size, so that none can stand in for another.
    private static readonly int[][] Sizes = [[1, 1, 1], [3, 17, 2], [17, 3, 5], [130, 2, 3], [2, 130, 1]];

    private const long Seed = 1;

    private readonly EntryPointDescription entry;

    private CheckCase(IModel model, EntryPointDescription entry, int number)
    {
        this.entry = entry;
        Inputs = SampleInputs.Draw(model, entry, SampleInputs.Within(model, entry, [.. entry.Dimensions.Select((_, i) => Sizes[number][i % Sizes[number].Length])]), Seed);
        Named = SampleInputs.SizesOf(model, entry, Inputs.Sizes);
        Step = number;
    }

    public SampleInputs Inputs { get; }

    /// <summary>The values of all names: the model's own sizes and the named dimensions.</summary>
    public IReadOnlyDictionary<string, long> Named { get; }

    /// <summary>The training step, which keys dropout.</summary>
    public long Step { get; }

    public static IReadOnlyList<CheckCase> Of(IModel model, EntryPointDescription entry) =>
        [.. Enumerable.Range(0, entry.Dimensions.Count > 1 ? 5 : 4).Select(number => new CheckCase(model, entry, number))];

    public override string ToString() => string.Join(", ", entry.Dimensions.Zip(
        Inputs.Sizes, (name, size) => string.Create(CultureInfo.InvariantCulture, $"{name}={size}")));
}
