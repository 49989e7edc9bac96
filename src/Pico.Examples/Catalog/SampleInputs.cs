using Pico.Examples.Digits;
using Pico.Models;

namespace Pico.Examples.Catalog;

/// <summary>Made-up inputs of an entry point, the same for the same seed.</summary>
internal sealed class SampleInputs
{
    private SampleInputs(IReadOnlyList<int> sizes, IReadOnlyList<Tensor> single, IReadOnlyList<Tensor> @double) =>
        (Sizes, Single, Double) = (sizes, single, @double);

    /// <summary>The named dimensions, in the order of the entry point's parameters.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The inputs in float32 and int32, for compiled code.</summary>
    public IReadOnlyList<Tensor> Single { get; }

    /// <summary>The same values with float64 in place of float32, for the oracle.</summary>
    public IReadOnlyList<Tensor> Double { get; }

    /// <summary>Draws inputs; every named dimension gets the same size.</summary>
    public static SampleInputs Draw(IModel model, EntryPointDescription entry, int size, long seed)
    {
        var sizes = SizesOf(model, entry, size);
        var random = new CounterRandom(seed, size);
        var single = new List<Tensor>();
        var @double = new List<Tensor>();
        foreach (var input in entry.Inputs)
        {
            var shape = input.Size(sizes);
            var count = shape.Aggregate(1, (product, dimension) => checked(product * dimension));
            if (input.Type == DType.Int32)
            {
                var values = new int[count];
                var limit = (int)Math.Min(int.MaxValue, input.IndexedSize?.Invoke(sizes) ?? 2);
                for (var i = 0; i < count; i++) values[i] = random.NextInt(limit);
                single.Add(Tensor.From(values, shape));
                @double.Add(Tensor.From(values, shape));
            }
            else
            {
                var values = new float[count];
                for (var i = 0; i < count; i++) values[i] = random.NextFloat(-1f, 1f);
                single.Add(Tensor.From(values, shape));
                @double.Add(Tensor.From(Array.ConvertAll(values, value => (double)value), shape));
            }
        }

        return new SampleInputs([.. entry.Dimensions.Select(_ => size)], single, @double);
    }

    /// <summary>The values of all names that shapes and work are given in: the model's own, and one size for the others.</summary>
    public static IReadOnlyDictionary<string, long> SizesOf(IModel model, EntryPointDescription entry, int size)
    {
        var sizes = new Dictionary<string, long>(model.Sizes);
        foreach (var dimension in entry.Dimensions) sizes[dimension] = size;
        return sizes;
    }
}
