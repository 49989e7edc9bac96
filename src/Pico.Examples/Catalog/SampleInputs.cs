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

    /// <summary>Draws inputs for the given sizes of the named dimensions.</summary>
    public static SampleInputs Draw(IModel model, EntryPointDescription entry, IReadOnlyList<int> sizes, long seed)
    {
        var named = SizesOf(model, entry, sizes);
        var stream = 0;
        foreach (var size in sizes) stream += size;
        var random = new CounterRandom(seed, stream);
        var single = new List<Tensor>();
        var @double = new List<Tensor>();
        foreach (var input in entry.Inputs)
        {
            var shape = input.Size(named);
            var count = 1;
            foreach (var dimension in shape) count = checked(count * dimension);
            if (input.Type == DType.Int32)
            {
                var values = new int[count];
                var limit = (int)Math.Min(int.MaxValue, input.IndexedSize?.Invoke(named) ?? 2);
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

        return new SampleInputs(sizes, single, @double);
    }

    /// <summary>The sizes, made smaller where the entry point demands it.</summary>
    public static int[] Within(IModel model, EntryPointDescription entry, int[] sizes)
    {
        foreach (var bound in entry.Bounds)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                while (sizes[i] > 1 && Excess(sizes) is var excess and > 0)
                {
                    sizes[i]--;
                    if (Excess(sizes) < excess) continue;
                    sizes[i]++;
                    break;
                }
            }

            long Excess(int[] tried) => bound.Smaller(SizesOf(model, entry, tried)) - bound.Larger(SizesOf(model, entry, tried));
        }

        return sizes;
    }

    /// <summary>The values of all names that shapes and work are given in: the model's own, and those of the named dimensions.</summary>
    public static IReadOnlyDictionary<string, long> SizesOf(IModel model, EntryPointDescription entry, IReadOnlyList<int> sizes)
    {
        var named = new Dictionary<string, long>(model.Sizes);
        for (var i = 0; i < entry.Dimensions.Count; i++) named[entry.Dimensions[i]] = sizes[i];
        return named;
    }
}
