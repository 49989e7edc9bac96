using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Brings the graph into the form that fusion expects: no detach, no redundant view, transposes inside products, repetition
/// left to the maps that read, picks moved up to stored tensors, numbers inside the scalar functions.
/// </summary>
internal sealed class SimplifyGraph : GraphRewriter
{
    /// <summary>Runs until nothing changes; each round only removes or moves nodes, so the number of rounds is bounded by the graph.</summary>
    public static TensorGraph Run(TensorGraph graph)
    {
        for (var round = 0; round <= graph.Nodes.Count; round++)
        {
            var next = new SimplifyGraph().Apply(graph);
            if (next.Equals(graph))
            {
                break;
            }

            graph = next;
        }

        return graph;
    }

    protected override int Rewrite(TensorNode node) => node.Op switch
    {
        TensorOp.Detach => node.Operands[0],
        TensorOp.Map map when ForgetDerivatives.Applies(map.Function) => Rewrite(node with { Op = new TensorOp.Map(ForgetDerivatives.Run(map.Function)) }),
        TensorOp.Reshape => Reshape(node),
        TensorOp.Permute permute => Permute(node, permute),
        TensorOp.Reduce reduce => Reduce(node, reduce),
        TensorOp.Contract contract => Contract(node, contract),
        TensorOp.Pick pick => Pick(node, pick),
        TensorOp.Iota when node.Type.Shape[0].IsOne => Builder.Add(new TensorNode(new TensorOp.Constant(0), node.Operands, TensorType.Int(), node.Origin)),
        TensorOp.Slice or TensorOp.Pad when node.Type.Shape.Equals(Builder[node.Operands[0]].Type.Shape) => node.Operands[0],
        TensorOp.Map map => Map(node, map.Function),
        _ => Builder.Add(node),
    };

    private int Reshape(TensorNode node)
    {
        var source = node.Operands[0];
        while (Builder[source].Op is TensorOp.Reshape)
        {
            source = Builder[source].Operands[0];
        }

        node = node with { Operands = EquatableArray.Of(source) };
        if (Builder[source].Type.Shape.Equals(node.Type.Shape))
        {
            return source;
        }

        // A number, repeated or not, is that number repeated in any shape.
        if (IsRepetition(source))
        {
            source = Builder[source].Operands[0];
        }

        return Builder[source].Type.Rank == 0
            ? ScalarNodes.Map(Builder, ScalarNodes.Identity, node.Type, node.Origin, source)
            : Builder.Add(node);
    }

    /// <summary>A reduction whose later dimensions all have size one runs along contiguous memory: it becomes one along the last axis.</summary>
    private int Reduce(TensorNode node, TensorOp.Reduce reduce)
    {
        var operand = node.Operands[0];
        var shape = Builder[operand].Type.Shape;
        if (shape[reduce.Axis].IsOne)
        {
            return operand;
        }

        // Each window passes all of its gradient to one element.
        if (reduce is { Monoid: Monoid.Sum, Axis: 2 } && Builder[operand] is { Op: TensorOp.PoolGradient { Monoid: Monoid.Max } } pool)
        {
            return Builder.Add(node with { Operands = EquatableArray.Of(pool.Operands[1]) });
        }

        if (reduce.Axis == shape.Count - 1)
        {
            return Builder.Add(AtOnce(node, reduce));
        }

        if (shape.Skip(reduce.Axis + 1).Any(size => !size.IsOne))
        {
            return Builder.Add(node);
        }

        var rows = shape.Take(reduce.Axis);
        var flat = TensorType.Float(rows.Concat(new[] { shape[reduce.Axis] }).ToArray());
        var reduced = Builder.Add(
            node with
            {
                Type = TensorType.Float(rows.Concat(new[] { Dimension.One }).ToArray()),
                Operands = EquatableArray.Of(Builder.Add(new TensorOp.Reshape(), flat, node.Origin, operand)),
            });
        return Builder.Add(new TensorOp.Reshape(), node.Type, node.Origin, reduced);
    }

    /// <summary>
    /// Row values that are reduced along one dimension and then along the one before are reduced along both at once. The
    /// elements themselves are not: their rows are what threads share.
    /// </summary>
    private TensorNode AtOnce(TensorNode node, TensorOp.Reduce reduce)
    {
        var inner = Builder[WithoutReshapes(node.Operands[0])];
        if (inner.Op is not TensorOp.Reduce rows || rows.Monoid != reduce.Monoid || Builder[WithoutReshapes(inner.Operands[0])].Op is not TensorOp.Reduce)
        {
            return node;
        }

        var shape = Builder[node.Operands[0]].Type.Shape;
        var before = Builder[inner.Operands[0]].Type.Shape;
        if (rows.Axis != before.Count - 1 || !before.Take(rows.Axis).SequenceEqual(shape))
        {
            return node;
        }

        var flat = shape.Take(reduce.Axis).Concat(new[] { shape[reduce.Axis] * before[rows.Axis] }).ToArray();
        return node with
        {
            Operands = EquatableArray.Of(Builder.Add(new TensorOp.Reshape(), TensorType.Float(flat), node.Origin, inner.Operands[0])),
        };
    }

    private int WithoutReshapes(int node)
    {
        while (Builder[node].Op is TensorOp.Reshape)
        {
            node = Builder[node].Operands[0];
        }

        return node;
    }

    private int Permute(TensorNode node, TensorOp.Permute permute)
    {
        if (Builder[node.Operands[0]] is { Op: TensorOp.Permute inner } operand)
        {
            permute = new TensorOp.Permute(permute.Order.Select(axis => inner.Order[axis]).ToEquatableArray());
            node = node with { Op = permute, Operands = operand.Operands };
        }

        return permute.Order.SequenceEqual(Enumerable.Range(0, permute.Order.Count)) ? node.Operands[0] : Builder.Add(node);
    }

    private int Contract(TensorNode node, TensorOp.Contract contract)
    {
        var (a, transposeA) = WithoutTranspose(node.Operands[0], contract.TransposeA);
        var (b, transposeB) = WithoutTranspose(node.Operands[1], contract.TransposeB);
        if (transposeA && Builder[b].Type.Rank == 2 && Builder[a].Type.Rank > 2)
        {
            // Rows of all batches together cannot be read transposed.
            (a, transposeA) = (node.Operands[0], contract.TransposeA);
        }

        return Builder.Add(node with { Op = new TensorOp.Contract(transposeA, transposeB), Operands = EquatableArray.Of(a, b) });
    }

    private (int Node, bool Transposed) WithoutTranspose(int operand, bool transposed)
    {
        if (Builder[operand] is { Op: TensorOp.Permute permute } node)
        {
            var rank = permute.Order.Count;
            var swapsLastTwo = rank >= 2 && permute.Order[rank - 1] == rank - 2 && permute.Order[rank - 2] == rank - 1 &&
                permute.Order.Take(rank - 2).SequenceEqual(Enumerable.Range(0, rank - 2));
            if (swapsLastTwo)
            {
                return (node.Operands[0], !transposed);
            }
        }

        return (operand, transposed);
    }

    /// <summary>Picking from a map is mapping what is picked: moved up until it reads a stored tensor.</summary>
    private int Pick(TensorNode node, TensorOp.Pick pick)
    {
        var source = Builder[node.Operands[0]];
        if (source.Op is not TensorOp.Map map || !source.Operands.All(operand => IsPickable(operand, source.Type)) ||
            source.Operands.Any(operand => Builder[operand].Op is TensorOp.Random or TensorOp.Iota or { HasEpilogue: true }))
        {
            return Builder.Add(node);
        }

        var operands = source.Operands.Select(operand => Builder[operand].Type.Shape.Equals(source.Type.Shape)
            ? Builder.Add(pick, Builder[operand].Type with { Shape = node.Type.Shape }, node.Origin, operand, node.Operands[1])
            : operand);
        return Builder.Add(new TensorNode(map, operands.ToEquatableArray(), node.Type, node.Origin));
    }

    private bool IsPickable(int operand, TensorType type)
    {
        var shape = Builder[operand].Type.Shape;
        return shape.Count == 0 || shape[shape.Count - 1].IsOne || shape.Equals(type.Shape);
    }

    private int Map(TensorNode node, ScalarFunction function)
    {
        var operands = node.Operands.Select(WithoutRepetition).ToArray();
        node = BindConstants(node with { Operands = operands.ToEquatableArray() }, function);
        function = ((TensorOp.Map)node.Op).Function;
        var forwarded = ProjectScalar.ForwardedParameter(function);
        if (forwarded >= 0 && Builder[node.Operands[forwarded]].Type.Shape.Equals(node.Type.Shape))
        {
            return node.Operands[forwarded];
        }

        return BeforeRepetition(node) ?? BelowReshape(node) ?? Builder.Add(node);
    }

    /// <summary>Whether the node only repeats its operand.</summary>
    private bool IsRepetition(int node) => Builder[node] is { Op: TensorOp.Map { Function: var function }, Operands.Count: 1 } &&
        ProjectScalar.ForwardedParameter(function) == 0;

    /// <summary>A map of numbers alone is computed once and then repeated.</summary>
    private int? BeforeRepetition(TensorNode node)
    {
        var function = ((TensorOp.Map)node.Op).Function;
        if (node.Type.Rank == 0 || node.Type.Element != ScalarType.Float32 || node.Operands.Any(operand => Builder[operand].Type.Rank > 0) || ProjectScalar.ForwardedParameter(function) >= 0)
        {
            return null;
        }

        var number = Builder.Add(node with { Type = node.Type with { Shape = EquatableArray<Dimension>.Empty } });
        return ScalarNodes.Map(Builder, ScalarNodes.Identity, node.Type, node.Origin, number);
    }

    private int WithoutRepetition(int operand)
    {
        while (IsRepetition(operand))
        {
            operand = Builder[operand].Operands[0];
        }

        return operand;
    }

    private TensorNode BindConstants(TensorNode node, ScalarFunction function)
    {
        if (!node.Operands.Any(operand => Builder[operand].Op is TensorOp.Constant))
        {
            return node;
        }

        var builder = new ScalarBuilder(function.Name);
        var kept = new List<int>();
        var arguments = new int[function.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Builder[node.Operands[i]].Op is not TensorOp.Constant)
            {
                kept.Add(node.Operands[i]);
                arguments[i] = builder.Parameter(function.Parameters[i].Name, function.Parameters[i].Type, function.Parameters[i].IsUniform);
            }
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (Builder[node.Operands[i]].Op is TensorOp.Constant constant)
            {
                arguments[i] = builder.Constant(function.Parameters[i].Type, constant.Value);
            }
        }

        var bound = SimplifyScalar.Run(builder.Build(new ScalarResult(function.Results[0].Name, builder.Inline(function, arguments)[0])));
        return node with { Op = new TensorOp.Map(bound), Operands = kept.ToEquatableArray() };
    }

    /// <summary>A map of reshaped tensors is the reshaped map, which keeps row values next to the rows they came from.</summary>
    private int? BelowReshape(TensorNode node)
    {
        TensorType? source = null;
        foreach (var operand in node.Operands.Select(operand => Builder[operand]))
        {
            if (operand.Type.Rank == 0)
            {
                continue;
            }

            if (operand.Op is not TensorOp.Reshape || !operand.Type.Shape.Equals(node.Type.Shape))
            {
                return null;
            }

            var inner = Builder[operand.Operands[0]].Type;
            if (inner.Rank == 0 || (source is not null && !source.Shape.Equals(inner.Shape)))
            {
                return null;
            }

            source ??= inner;
        }

        if (source is null || node.Operands.All(operand => Builder[WithoutReshapes(operand)].Op is TensorOp.Input or TensorOp.Parameter || Builder[operand].Type.Rank == 0))
        {
            return null; // arguments are in memory, where any shape can be read
        }

        if (LoopDomain.Of(source).Equals(LoopDomain.Of(node.Type)))
        {
            return null;
        }

        var operands = node.Operands.Select(operand => Builder[operand].Op is TensorOp.Reshape ? Builder[operand].Operands[0] : operand);
        var map = Builder.Add(node with
        {
            Operands = operands.ToEquatableArray(),
            Type = node.Type with { Shape = source.Shape },
        });
        return Builder.Add(new TensorOp.Reshape(), node.Type, node.Origin, map);
    }
}
