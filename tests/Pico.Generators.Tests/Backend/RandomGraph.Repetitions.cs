using Pico.Generators.Ir;
using Pico.Generators.Models;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>Repeated layers: what they carry, what they read from outside, and parameters and dropout calls of their own.</summary>
internal sealed partial class RandomGraph
{
    private readonly List<RepeatedLayer> repeatedLayers = [];
    private Dimension dropoutsBefore = Dimension.Constant(0);
    private int dropouts;
    private bool isRepeating;
    private int depth;
    private int currentLayers = -1;

    private void Repetition()
    {
        // Over new layers, or once more over those of an earlier repetition.
        currentLayers = repeatedLayers.Count;
        if (currentLayers == 0 || Chance(0.7))
        {
            var count = Chance(0.5) ? Dimension.Symbol("depth") : Dimension.Constant(random.Next(1, 5));
            repeatedLayers.Add(new RepeatedLayer("layers" + currentLayers, count, 0));
        }
        else
        {
            currentLayers = random.Next(currentLayers);
        }

        var (name, times) = (repeatedLayers[currentLayers].Name, repeatedLayers[currentLayers].Count);
        var first = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any()).ToList();
        var outside = pool.ToList();
        dropoutsBefore += Dimension.Constant(dropouts);
        dropouts = 0;
        var repetition = builder.Add(new Repetition(name, times, EquatableArray<int>.Empty, Recomputation: builder.Recomputation));
        builder.Repetition = repetition;
        isRepeating = true;
        var carried = first.Select((node, slot) => builder.Add(new TensorOp.Carried(slot), builder[node].Type, -1, node)).ToList();
        foreach (var node in carried)
        {
            Keep(node, LargestValue);
        }

        var operations = random.Next(0, 6);
        for (var i = 0; i < operations; i++)
        {
            Operation();
        }

        var results = carried.Select(Result).ToList();
        builder.Replace(repetition, builder.Repetitions[repetition] with { Results = results.ToEquatableArray(), Dropouts = dropouts });
        dropoutsBefore += Dimension.Constant(dropouts) * times;
        dropouts = 0;
        builder.Repetition = -1;
        isRepeating = false;
        pool.Clear();
        pool.AddRange(outside);
        for (var slot = 0; slot < results.Count; slot++)
        {
            Keep(builder.Add(new TensorOp.Outcome(repetition, slot), builder[results[slot]].Type, -1, results[slot]), LargestValue);
        }
    }

    /// <summary>A step, a repetition of steps, or steps that the way back computes again; the latter nested up to three deep.</summary>
    private void Operation()
    {
        if (!isRepeating && Chance(0.12))
        {
            Repetition();
        }
        else if (depth < 3 && Chance(0.15))
        {
            Recomputation();
        }
        else
        {
            Step();
        }
    }

    private void Recomputation()
    {
        var outer = builder.Recomputation;
        builder.Recomputation = builder.Add(new Recomputation("part" + builder.Recomputations.Count, builder.Repetition, outer));
        depth++;
        var operations = random.Next(1, 6);
        for (var i = 0; i < operations; i++)
        {
            Operation();
        }

        depth--;
        builder.Recomputation = outer;
    }

    /// <summary>What a slot is left: a value of its shape, mostly one that depends on what was there.</summary>
    private int Result(int carried)
    {
        if (Chance(0.2))
        {
            return Any(carried); // perhaps what another slot carries, or a value from outside
        }

        var partners = pool.Where(other => Broadcast(carried, other) is { } shape && shape.SequenceEqual(Shape(carried))).ToList();
        var half = Map(ScalarNodes.Multiply, carried, ScalarNodes.Constant(builder, 0.5, -1));
        var other = Map(ScalarNodes.Multiply, partners[^random.Next(1, Math.Min(4, partners.Count) + 1)], ScalarNodes.Constant(builder, 0.5, -1));
        return Map(Chance(0.5) ? ScalarNodes.Add : Graphs.Subtract, half, other);
    }

    private void Dropout()
    {
        var x = Any();
        var probability = new[] { 0.1f, 0.25f, 0.5f }[random.Next(3)];
        var stream = new RandomStream(dropoutsBefore + Dimension.Constant(dropouts++), builder.Repetition);
        var uniform = builder.Add(new TensorOp.Random(stream), builder[x].Type, -1);
        Keep(Map(ArithmeticFunctions.Dropout(probability), x, uniform), bounds[x] / (1 - probability));
    }

    /// <summary>The parameters with their places: first those of the model itself, then those of its layers.</summary>
    private EquatableArray<ModelParameter> PlacedParameters()
    {
        var placed = parameters.ToArray();
        var position = Dimension.Constant(0);
        for (var layers = -1; layers < repeatedLayers.Count; layers++)
        {
            var each = 0;
            for (var i = 0; i < placed.Length; i++)
            {
                if (placed[i].RepeatedLayer == layers)
                {
                    placed[i] = placed[i] with
                    {
                        Name = layers < 0 ? placed[i].Name : repeatedLayers[layers].Name + ".*." + placed[i].Name,
                        Position = position + Dimension.Constant(each++),
                    };
                }
            }

            position += layers < 0 ? Dimension.Constant(each) : Dimension.Constant(each) * repeatedLayers[layers].Count;
            if (layers >= 0)
            {
                repeatedLayers[layers] = repeatedLayers[layers] with { ParametersEach = each };
            }
        }

        return placed.ToEquatableArray();
    }
}
