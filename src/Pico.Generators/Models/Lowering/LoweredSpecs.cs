using System;
using System.Collections.Concurrent;
using System.Threading;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// The models that were lowered last. Generator and analyzer run in one process, one after the other, and both need what the passes make
/// of a model; it is a function of the spec alone.
/// </summary>
internal static class LoweredSpecs
{
    private const int MostKept = 64;

    private static readonly ConcurrentDictionary<ModelSpec, Lazy<(ModelProgram? Program, EquatableArray<LoweringError> Errors)>> Known = new();
    private static readonly ConcurrentQueue<ModelSpec> Order = new();

    /// <inheritdoc cref="VariantLowering.Lower(ModelSpec, out EquatableArray{LoweringError})"/>
    public static ModelProgram? Lower(ModelSpec spec, out EquatableArray<LoweringError> errors)
    {
        if (!Known.TryGetValue(spec, out var lowered))
        {
            // Whoever comes first lowers it; the others wait.
            lowered = new(() => (VariantLowering.Lower(spec, out var found), found), LazyThreadSafetyMode.ExecutionAndPublication);
            if (Known.TryAdd(spec, lowered))
            {
                Order.Enqueue(spec);
                while (Order.Count > MostKept && Order.TryDequeue(out var oldest))
                {
                    Known.TryRemove(oldest, out _);
                }
            }
            else if (Known.TryGetValue(spec, out var first))
            {
                lowered = first;
            }
        }

        (var program, errors) = lowered.Value;
        return program;
    }
}
