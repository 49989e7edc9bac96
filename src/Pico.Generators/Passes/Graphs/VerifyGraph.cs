using System;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Checks what every pass may rely on: operands come first, shapes and element types fit the operation. A violation is a
/// fault of the compiler, never of the user, and names the pass after which it was seen.
/// </summary>
internal static class VerifyGraph
{
    public static void Run(TensorGraph graph, string after)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            foreach (var operand in node.Operands)
            {
                if (operand < 0 || operand >= i)
                {
                    throw Violation(after, i, "reads a later value");
                }

                if (!IsInReach(graph, node, graph.Nodes[operand]))
                {
                    throw Violation(after, i, "reads a value of another repetition");
                }
            }

            if (Check(graph, node) is { } problem)
            {
                throw Violation(after, i, problem);
            }
        }

        for (var i = 0; i < graph.Repetitions.Count; i++)
        {
            if (graph.Repetitions[i].Results.Any(result => result >= graph.Nodes.Count || (result >= 0 && graph.Nodes[result].Repetition >= 0 && graph.Nodes[result].Repetition != i)))
            {
                throw Violation(after, -1, "is a result of repetition " + i + " but does not belong to it");
            }
        }

        foreach (var output in graph.Outputs)
        {
            if (output.Node < 0 || output.Node >= graph.Nodes.Count)
            {
                throw Violation(after, output.Node, "is an output but does not exist");
            }
        }
    }

    /// <summary>
    /// Whether a node may read another: one of its own repetition or of none, and on the way back one of the repetition that is
    /// gone back through. Only an outcome leaves a repetition.
    /// </summary>
    private static bool IsInReach(TensorGraph graph, TensorNode reader, TensorNode operand) =>
        operand.Repetition < 0 || operand.Repetition == reader.Repetition || reader.Op is TensorOp.Outcome ||
        (reader.Repetition >= 0 && graph.Repetitions[reader.Repetition].Mirrors == operand.Repetition);

    /// <summary>Whether a tensor of that shape can be read as one of the other: numpy's broadcasting.</summary>
    public static bool Broadcasts(TensorType from, TensorType to)
    {
        if (from.Rank > to.Rank)
        {
            return false;
        }

        for (var i = 1; i <= from.Rank; i++)
        {
            var size = from.Shape[from.Rank - i];
            if (!size.IsOne && size != to.Shape[to.Rank - i])
            {
                return false;
            }
        }

        return true;
    }

    private static string? Check(TensorGraph graph, TensorNode node)
    {
        TensorType Operand(int index) => graph.Nodes[node.Operands[index]].Type;
        var arity = node.Op switch
        {
            TensorOp.Map map => map.Function.Parameters.Count,
            TensorOp.Attention => node.Operands.Count == 4 ? 4 : 3,
            TensorOp.AttentionGradient => node.Operands.Count == 7 ? 7 : 6,
            TensorOp.PoolGradient pool => pool.Monoid == Monoid.Max ? 2 : 1,
            TensorOp.Convolution or TensorOp.ConvolutionImages or TensorOp.ConvolutionFilters or TensorOp.Contract or TensorOp.Pick or TensorOp.Gather or TensorOp.ScatterAdd => 2,
            TensorOp.Reduce or TensorOp.Reshape or TensorOp.Permute or TensorOp.Slice or TensorOp.Pad or TensorOp.Repeat or TensorOp.Detach or TensorOp.LogSumExp or TensorOp.Pool
                or TensorOp.Carried or TensorOp.Outcome or TensorOp.Append => 1,
            _ => 0,
        };
        if (node.Operands.Count != arity)
        {
            return "has " + node.Operands.Count + " operands instead of " + arity;
        }

        switch (node.Op)
        {
            case TensorOp.Map map:
                for (var i = 0; i < arity; i++)
                {
                    if (!Broadcasts(Operand(i), node.Type))
                    {
                        return "cannot read operand " + i + " " + Operand(i) + " as " + node.Type;
                    }

                    if (Operand(i).Element != map.Function.Parameters[i].Type)
                    {
                        return "has an operand " + i + " of the wrong element type";
                    }
                }

                return map.Function.Results.Count == 1 && map.Function.TypeOf(map.Function.Results[0].Value) == node.Type.Element
                    ? null
                    : "has a function that does not give its element type";
            case TensorOp.Reduce reduce:
                return reduce.Axis >= 0 && reduce.Axis < Operand(0).Rank &&
                    node.Type.Shape.SequenceEqual(Operand(0).Shape.Select((size, axis) => axis == reduce.Axis ? Dimension.One : size))
                    ? null
                    : "reduces " + Operand(0) + " to " + node.Type;
            case TensorOp.Append append:
                return node.Type.Shape.SequenceEqual(Operand(0).Shape.Select((size, axis) => axis == append.Axis ? append.Past + size : size))
                    ? null
                    : "appends " + Operand(0) + " to " + node.Type;
            case TensorOp.Carried or TensorOp.Outcome:
                return Operand(0) == node.Type ? null : "passes on " + Operand(0) + " as " + node.Type;
            case TensorOp.Reshape:
                return Operand(0).Size == node.Type.Size ? null : "reshapes " + Operand(0) + " to " + node.Type;
            case TensorOp.Permute permute:
                return node.Type.Shape.SequenceEqual(permute.Order.Select(axis => Operand(0).Shape[axis])) ? null : "permutes wrongly";
            case TensorOp.Repeat:
                return Operand(0).Rank == node.Type.Rank && Broadcasts(Operand(0), node.Type) ? null : "repeats " + Operand(0) + " to " + node.Type;
            case TensorOp.Contract contract:
                return CheckContract(contract, Operand(0), Operand(1), node.Type);
            case TensorOp.Convolution convolution:
                return CheckConvolution(convolution.Sizes, convolution.Groups, Operand(0), Operand(1), node.Type);
            case TensorOp.ConvolutionImages images:
                return CheckConvolution(images.Sizes, images.Groups, node.Type, Operand(1), Operand(0));
            case TensorOp.ConvolutionFilters filters:
                return Operand(0).Shape[2] == filters.Sizes.Plane && Operand(1).Shape[2] == filters.Sizes.Windows && Operand(0).Shape[0] == Operand(1).Shape[0] &&
                    node.Type.Rank == 2 && node.Type.Shape[0] == Operand(1).Shape[1] && node.Type.Shape[1] * filters.Groups == Operand(0).Shape[1] * filters.Sizes.Kernel
                    ? null
                    : "is the gradient of filters " + node.Type + " from " + Operand(0) + " and " + Operand(1);
            case TensorOp.Pool pool:
                return CheckPool(pool.Sizes, Operand(0), node.Type);
            case TensorOp.PoolGradient pool:
                return CheckPool(pool.Sizes, node.Type, Operand(arity - 1)) ?? (Operand(0).Equals(arity == 2 ? node.Type : Operand(0)) ? null : "is not of the pool's operand");
            case TensorOp.Attention attention:
                return CheckAttention(Operand, attention.IsTimeFirst, arity == 4 ? Operand(3) : null) ??
                    (node.Type.Equals(Operand(0)) ? null : "has the type " + node.Type + " instead of " + Operand(0));
            case TensorOp.AttentionGradient gradient:
                return CheckAttention(Operand, gradient.IsTimeFirst, arity == 7 ? Operand(6) : null) ??
                    (node.Type.Equals(Operand(gradient.Part)) && Operand(3).Equals(Operand(0)) && Operand(5).Equals(Operand(0)) &&
                        Operand(4).Equals(AttentionSizes.Of(Operand(0), Operand(1), gradient.IsTimeFirst).OfQueries)
                        ? null
                        : "is the gradient of an attention of other shapes");
            case TensorOp.LogSumExp:
                return graph.Nodes[node.Operands[0]].Op is TensorOp.Attention && node.Type.Rank == 3 ? null : "belongs to no attention";
            case TensorOp.Gather:
                return Operand(1).Element == ScalarType.Int32 && Operand(0).Rank == 2 && Operand(0).Element == node.Type.Element &&
                    node.Type.Shape.SequenceEqual(Operand(1).Shape.Concat(Operand(0).Shape.Skip(1)))
                    ? null
                    : "gathers rows of " + Operand(0) + " by " + Operand(1) + " to " + node.Type;
            case TensorOp.ScatterAdd:
                return Operand(0).Element == ScalarType.Int32 && node.Type.Rank == 2 &&
                    Operand(1).Shape.SequenceEqual(Operand(0).Shape.Concat(node.Type.Shape.Skip(1)))
                    ? null
                    : "adds rows " + Operand(1) + " by " + Operand(0) + " to " + node.Type;
            case TensorOp.Pick:
                return Operand(1).Element == ScalarType.Int32 && node.Type.Rank == Operand(0).Rank &&
                    node.Type.Shape[node.Type.Rank - 1].IsOne
                    ? null
                    : "picks wrongly";
            default:
                return null;
        }
    }

    private static string? CheckAttention(Func<int, TensorType> operand, bool isTimeFirst, TensorType? padding)
    {
        var (q, k) = (operand(0), operand(1));
        if (q.Rank < (isTimeFirst ? 4 : 2) || q.Rank != k.Rank || !operand(2).Equals(k))
        {
            return "attends from " + q + " to " + k + " and " + operand(2);
        }

        var (sizes, keys) = (AttentionSizes.Of(q, k, isTimeFirst), AttentionSizes.Of(k, k, isTimeFirst));
        if (keys with { Queries = sizes.Queries } != sizes)
        {
            return "attends from " + q + " to " + k;
        }

        return padding is null || padding.Equals(TensorType.Int(sizes.Batch, sizes.Keys)) ? null : "has the padding " + padding;
    }

    private static string? CheckConvolution(WindowSizes sizes, Dimension groups, TensorType images, TensorType filters, TensorType result) =>
        images.Rank == 3 && filters.Rank == 4 && result.Rank == 3 && images.Shape[0] == result.Shape[0] && images.Shape[1] == filters.Shape[1] * groups &&
        images.Shape[2] == sizes.Plane && filters.Shape[0] == result.Shape[1] && filters.Shape[2] == sizes.KernelHeight && filters.Shape[3] == sizes.KernelWidth &&
        result.Shape[2] == sizes.Windows
            ? null
            : "convolves " + images + " with " + filters + " to " + result;

    private static string? CheckPool(WindowSizes sizes, TensorType planes, TensorType windows) =>
        planes.Rank == 3 && windows.Rank == 3 && planes.Shape.Take(2).SequenceEqual(windows.Shape.Take(2)) && planes.Shape[2] == sizes.Plane && windows.Shape[2] == sizes.Windows
            ? null
            : "pools " + planes + " to " + windows;

    private static string? CheckContract(TensorOp.Contract contract, TensorType a, TensorType b, TensorType result)
    {
        if (a.Rank < 2 || b.Rank < 2 || (b.Rank != 2 && b.Rank != a.Rank) || (contract.TransposeA && b.Rank == 2 && a.Rank != 2))
        {
            return "multiplies " + a + " by " + b;
        }

        var rows = a.Shape[a.Rank - (contract.TransposeA ? 1 : 2)];
        var inner = a.Shape[a.Rank - (contract.TransposeA ? 2 : 1)];
        var innerB = b.Shape[b.Rank - (contract.TransposeB ? 1 : 2)];
        var columns = b.Shape[b.Rank - (contract.TransposeB ? 2 : 1)];
        var expected = a.Shape.Take(a.Rank - 2).Concat(new[] { rows, columns });
        return inner == innerB && result.Shape.SequenceEqual(expected) ? null : "multiplies " + a + " by " + b + " to " + result;
    }

    private static InvalidOperationException Violation(string after, int node, string problem) =>
        new("after " + after + ": node " + node + " " + problem);
}
