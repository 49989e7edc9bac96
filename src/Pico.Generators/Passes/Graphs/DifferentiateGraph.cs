using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Reverse mode on the tensor graph: the scalar rules of <see cref="DifferentiateScalar"/> inside maps, and the transposes
/// of the linear nodes here. Runs before fusion, so that forward and backward are fused alike. The upstream gradient of the
/// result is one.
/// </summary>
internal sealed class DifferentiateGraph
{
    private readonly TensorBuilder builder = new();
    private readonly Dictionary<int, int> adjoints = new();
    private readonly List<(int Node, int Contribution)> separate = new();

    /// <summary>Adds the gradients of all parameters that the result depends on as outputs.</summary>
    public static TensorGraph Run(TensorGraph graph) => new DifferentiateGraph().Differentiate(graph);

    private TensorGraph Differentiate(TensorGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            // Numbering stays that of the input graph because its nodes are already shared.
            builder.Add(node);
        }

        var result = graph.Outputs.Single(output => output.Parameter < 0);
        var active = Active(graph);
        adjoints[result.Node] = ScalarNodes.Constant(builder, 1, -1);
        var outputs = graph.Outputs.ToList();
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (!active[i] || !adjoints.TryGetValue(i, out var adjoint))
            {
                continue;
            }

            var node = graph.Nodes[i];
            if (node.Name is { } name)
            {
                builder.SetName(adjoint, name + "Gradient");
            }

            if (node.Op is TensorOp.Parameter parameter)
            {
                var gradient = ScalarNodes.Expand(builder, adjoint, node.Type, node.Origin);
                outputs.Add(new TensorOutput(gradient, parameter.Index));
                outputs.AddRange(separate.Where(share => share.Node == i).Select(share => new TensorOutput(share.Contribution, parameter.Index)));
            }
            else
            {
                Propagate(graph, node, i, adjoint, active);
            }
        }

        return Liveness.Prune(builder.Build(outputs, TraceGradients(graph)));
    }

    /// <summary>
    /// Notes the gradient of each operation's value. Where operations share a node, its gradient is the sum of theirs, and
    /// none of them has it as its own.
    /// </summary>
    private IEnumerable<TracedOperation> TraceGradients(TensorGraph graph)
    {
        var shared = new HashSet<int>(graph.Trace.GroupBy(traced => traced.Node).Where(same => same.Skip(1).Any()).Select(same => same.Key));
        return graph.Trace.Select(traced => !shared.Contains(traced.Node) && adjoints.TryGetValue(traced.Node, out var adjoint)
            ? traced with { Gradient = adjoint }
            : traced);
    }

    /// <summary>The nodes through which a gradient can reach a parameter.</summary>
    private static bool[] Active(TensorGraph graph)
    {
        var active = new bool[graph.Nodes.Count];
        for (var i = 0; i < active.Length; i++)
        {
            var node = graph.Nodes[i];
            active[i] = node.Op is TensorOp.Parameter ||
                (node.Op is not TensorOp.Detach && node.Type.Element == ScalarType.Float32 && node.Operands.Any(operand => active[operand]));
        }

        return active;
    }

    // dy is the gradient of this node, in its shape or in one that broadcasts to it.
    private void Propagate(TensorGraph graph, TensorNode node, int self, int dy, bool[] active)
    {
        int Operand(int index) => node.Operands[index];
        TensorType Type(int index) => graph.Nodes[node.Operands[index]].Type;
        int Full() => ScalarNodes.Expand(builder, dy, node.Type, node.Origin);
        switch (node.Op)
        {
            case TensorOp.Map map:
                PropagateMap(node, map.Function, self, dy, active);
                break;
            case TensorOp.Reduce reduction when reduction.Monoid == Monoid.Sum || Type(0).Shape[reduction.Axis].IsOne:
                // The operand is a repetition of the result: dy broadcasts to it.
                Accumulate(Operand(0), dy, node.Origin);
                break;
            case TensorOp.Reduce { Monoid: Monoid.Max } reduce:
                // Ties share the gradient equally, as in torch.amax.
                var isMaximum = ScalarNodes.Map(builder, ScalarNodes.EqualAsFloat, Type(0), node.Origin, Operand(0), self);
                var ties = builder.Add(new TensorOp.Reduce(Monoid.Sum, reduce.Axis), node.Type, node.Origin, isMaximum);
                var share = ScalarNodes.Map(builder, ScalarNodes.Divide, node.Type, node.Origin, dy, ties);
                Accumulate(Operand(0), ScalarNodes.Map(builder, ScalarNodes.Multiply, Type(0), node.Origin, isMaximum, share), node.Origin);
                break;
            case TensorOp.Reshape:
                Accumulate(Operand(0), builder.Add(new TensorOp.Reshape(), Type(0), node.Origin, Full()), node.Origin);
                break;
            case TensorOp.Permute permute:
                var inverse = new int[permute.Order.Count];
                for (var i = 0; i < inverse.Length; i++)
                {
                    inverse[permute.Order[i]] = i;
                }

                Accumulate(Operand(0), builder.Add(new TensorOp.Permute(inverse.ToEquatableArray()), Type(0), node.Origin, Full()), node.Origin);
                break;
            case TensorOp.Slice slice:
                Accumulate(Operand(0), builder.Add(new TensorOp.Pad(slice.Axis, slice.Start), Type(0), node.Origin, Full()), node.Origin);
                break;
            case TensorOp.Pad pad:
                Accumulate(Operand(0), builder.Add(new TensorOp.Slice(pad.Axis, pad.Start), Type(0), node.Origin, Full()), node.Origin);
                break;
            case TensorOp.Gather:
                Accumulate(Operand(0), builder.Add(new TensorOp.ScatterAdd(), Type(0), node.Origin, Operand(1), Full()), node.Origin);
                break;
            case TensorOp.Pick:
                var columns = Type(0).Shape[Type(0).Rank - 1];
                var index = builder.Add(new TensorOp.Iota(), TensorType.Int(columns), node.Origin);
                Accumulate(Operand(0), ScalarNodes.Map(builder, ScalarNodes.SelectWhereEqual, Type(0), node.Origin, index, Operand(1), dy), node.Origin);
                break;
            case TensorOp.Contract contract:
                PropagateContract(node, contract, Type(0), Type(1), Full(), active);
                break;
            default:
                throw new MissingRuleException(node.Op.GetType().Name, node.Origin);
        }
    }

    private void PropagateMap(TensorNode node, ScalarFunction function, int self, int dy, bool[] active)
    {
        ScalarFunction? gradient = null;
        var result = -1;
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Parameters[i].Type != ScalarType.Float32)
            {
                continue;
            }

            result++;
            if (!active[node.Operands[i]])
            {
                continue;
            }

            if (gradient is null)
            {
                var derived = DifferentiateScalar.Gradient(function);
                gradient = derived.Function ?? throw new MissingRuleException(derived.MissingRule.ToString(), node.Origin);
                gradient = ReuseForward(function, gradient);
            }

            var partial = ProjectScalar.Run(gradient, result, function.Name + "Gradient", out var kept);
            var operands = kept.Select(k => k < function.Parameters.Count ? node.Operands[k] : k == function.Parameters.Count ? dy : self).ToArray();
            var forwarded = ProjectScalar.ForwardedParameter(partial);
            Accumulate(
                node.Operands[i],
                forwarded >= 0 ? operands[forwarded] : ScalarNodes.Map(builder, partial, node.Type, node.Origin, operands),
                node.Origin,
                node.Type);
        }
    }

    /// <summary>
    /// Where the gradient of a dear function contains the function's own result (as for exp and tanh), reads it as a further
    /// parameter instead of computing it again.
    /// </summary>
    private static ScalarFunction ReuseForward(ScalarFunction function, ScalarFunction gradient)
    {
        if (ScalarCost.Of(function) <= ScalarCost.Cheap)
        {
            return gradient;
        }

        var builder = new ScalarBuilder(gradient.Name);
        var arguments = gradient.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type)).ToArray();
        var forward = builder.Parameter(function.Name + "Result", ScalarType.Float32);
        var computed = builder.Inline(function, arguments.Take(function.Parameters.Count).ToArray())[0];
        var results = builder.Inline(gradient, arguments);
        var shared = builder.Build(gradient.Results.Select((result, i) => new ScalarResult(result.Name, results[i])).ToArray());
        return ProjectScalar.Replace(shared, computed, forward);
    }

    // C[m, n] = A[m, k] · B[k, n]; with an operand stored transposed its gradient is formed transposed too.
    private void PropagateContract(TensorNode node, TensorOp.Contract contract, TensorType a, TensorType b, int dC, bool[] active)
    {
        var (left, right) = (node.Operands[0], node.Operands[1]);
        if (active[left])
        {
            // dA = dC·Bᵀ, or dAᵀ = B·dCᵀ
            var dA = contract.TransposeA
                ? builder.Add(new TensorOp.Contract(contract.TransposeB, true), a, node.Origin, right, dC)
                : builder.Add(new TensorOp.Contract(false, !contract.TransposeB), a, node.Origin, dC, right);
            Accumulate(left, dA, node.Origin);
        }

        if (active[right])
        {
            // dB = Aᵀ·dC, or dBᵀ = dCᵀ·A; when B is shared by all leading dimensions they count as rows.
            if (b.Rank == 2 && a.Rank > 2)
            {
                left = Flatten(left, a, node.Origin);
                dC = Flatten(dC, node.Type, node.Origin);
            }

            var dB = contract.TransposeB
                ? builder.Add(new TensorOp.Contract(true, contract.TransposeA), b, node.Origin, dC, left)
                : builder.Add(new TensorOp.Contract(!contract.TransposeA, false), b, node.Origin, left, dC);
            Accumulate(right, dB, node.Origin);
        }
    }

    private int Flatten(int node, TensorType type, int origin)
    {
        var domain = LoopDomain.Of(type);
        return builder.Add(new TensorOp.Reshape(), TensorType.Float(domain.Rows, domain.Columns), origin, node);
    }

    /// <summary>
    /// Adds a contribution to the gradient of a node. <paramref name="produced"/> is the shape in which a map formed it: where
    /// the node was repeated to that shape, the contribution is summed back. A contribution may have a smaller shape than
    /// the node and then stands for its repetition.
    /// </summary>
    private void Accumulate(int node, int contribution, int origin, TensorType? produced = null)
    {
        var target = builder[node].Type;
        if (produced is not null && !produced.Shape.Equals(target.Shape))
        {
            contribution = SumRepeated(ScalarNodes.Expand(builder, contribution, produced, origin), target, origin);
        }

        if (builder[node].Op is TensorOp.Parameter && IsStepOfItsOwn(contribution) && adjoints.TryGetValue(node, out var first) &&
            first != contribution && !separate.Contains((node, contribution)))
        {
            // A tied weight: each product adds to the gradient where it lies; no sum of temporaries in between.
            separate.Add((node, contribution));
            return;
        }

        adjoints[node] = adjoints.TryGetValue(node, out var sum)
            ? ScalarNodes.Map(builder, ScalarNodes.Add, Wider(sum, contribution, target), origin, sum, contribution)
            : contribution;
    }

    private bool IsStepOfItsOwn(int node) => builder[node].Op is TensorOp.Contract or TensorOp.ScatterAdd or TensorOp.Pad;

    /// <summary>The shape in which two gradients that broadcast to the target can be added.</summary>
    private TensorType Wider(int a, int b, TensorType target) =>
        VerifyGraph.Broadcasts(builder[a].Type, builder[b].Type) ? builder[b].Type
        : VerifyGraph.Broadcasts(builder[b].Type, builder[a].Type) ? builder[a].Type
        : target;

    /// <summary>Sums over the axes along which the target was repeated: the last axis first, the leading ones as one.</summary>
    private int SumRepeated(int node, TensorType target, int origin)
    {
        var type = builder[node].Type;
        bool IsRepeated(int axis)
        {
            var inTarget = axis - (type.Rank - target.Rank);
            return !type.Shape[axis].IsOne && (inTarget < 0 || target.Shape[inTarget].IsOne);
        }

        var repeated = Enumerable.Range(0, type.Rank).Where(IsRepeated).ToList();
        var lead = 0;
        while (lead < type.Rank && (IsRepeated(lead) || type.Shape[lead].IsOne))
        {
            lead++;
        }

        foreach (var axis in repeated.Where(axis => axis >= lead || axis == type.Rank - 1).Reverse())
        {
            node = Sum(node, axis, origin);
        }

        if (lead == type.Rank)
        {
            // Only the last axis is left standing with size one: what remains is one row.
            node = Reshape(node, TensorType.Float(Dimension.Product(builder[node].Type.Shape)), origin);
            node = Sum(node, 0, origin);
        }
        else if (lead > 0)
        {
            var rest = builder[node].Type.Shape.Skip(lead);
            node = Reshape(node, TensorType.Float(new[] { Dimension.Product(type.Shape.Take(lead)) }.Concat(rest).ToArray()), origin);
            node = Sum(node, 0, origin);
        }

        return Reshape(node, target, origin);
    }

    private int Reshape(int node, TensorType type, int origin) =>
        builder[node].Type.Shape.Equals(type.Shape) ? node : builder.Add(new TensorOp.Reshape(), type, origin, node);

    private int Sum(int node, int axis, int origin)
    {
        var type = builder[node].Type;
        if (type.Shape[axis].IsOne)
        {
            return node;
        }

        var shape = type.Shape.Select((size, i) => i == axis ? Dimension.One : size).ToEquatableArray();
        return builder.Add(new TensorOp.Reduce(Monoid.Sum, axis), type with { Shape = shape }, origin, node);
    }
}
