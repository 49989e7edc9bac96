using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Reverse mode on the tensor graph: the scalar rules of <see cref="DifferentiateScalar"/> inside maps, and the transposes
/// of the linear nodes here. Runs before fusion, so that forward and backward are fused alike. The upstream gradient of the
/// result is one.
/// </summary>
internal sealed partial class DifferentiateGraph
{
    private readonly TensorGraph graph;
    private readonly TensorBuilder builder = new();
    private readonly Dictionary<int, int> adjoints = new();
    private readonly List<TensorOutput> gradients = new();
    private readonly bool[] active;

    private DifferentiateGraph(TensorGraph graph, ModelProgram program)
    {
        this.graph = graph;
        active = Active(graph, program);
    }

    /// <summary>Adds the gradients of all trained parameters that the result depends on as outputs.</summary>
    public static TensorGraph Run(TensorGraph graph, ModelProgram program) => new DifferentiateGraph(graph, program).Differentiate();

    private TensorGraph Differentiate()
    {
        foreach (var repetition in graph.Repetitions)
        {
            builder.Add(repetition);
        }

        foreach (var recomputation in graph.Recomputations)
        {
            builder.Add(recomputation);
        }

        foreach (var node in graph.Nodes)
        {
            // Numbering stays that of the input graph because its nodes are already shared.
            builder.Add(node);
        }

        var result = graph.Outputs.Single(output => output.IsResult);
        adjoints[result.Node] = ScalarNodes.Constant(builder, 1, -1);
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (!active[i] || node.Op is TensorOp.Parameter)
            {
                continue;
            }

            if (node.Op is TensorOp.Outcome outcome)
            {
                if (IsFirstOutcome(i, outcome))
                {
                    GoBackInto(outcome.Repetition);
                }

                continue;
            }

            GoBackInto(node.Repetition);
            if (adjoints.TryGetValue(i, out var adjoint))
            {
                if (node.Name is { } name)
                {
                    builder.SetName(adjoint, name + "Gradient");
                }

                Propagate(node, i, adjoint);
            }
        }

        GoBackInto(-1);
        NameGradients();
        return Liveness.Prune(builder.Build(graph.Outputs.Concat(gradients), TraceGradients()));
    }

    /// <summary>
    /// Notes the gradient of each operation's value. Where operations share a node, its gradient is the sum of theirs, and
    /// none of them has it as its own.
    /// </summary>
    private IEnumerable<TracedOperation> TraceGradients()
    {
        var shared = new HashSet<int>(graph.Trace.GroupBy(traced => traced.Node).Where(same => same.Skip(1).Any()).Select(same => same.Key));
        return graph.Trace.Select(traced => !shared.Contains(traced.Node) && adjoints.TryGetValue(traced.Node, out var adjoint)
            ? traced with { Gradient = adjoint }
            : traced);
    }

    /// <summary>
    /// The nodes through which a gradient can reach a trained parameter; through what is carried, also those of later repetitions.
    /// </summary>
    private static bool[] Active(TensorGraph graph, ModelProgram program)
    {
        var active = new bool[graph.Nodes.Count];
        bool isNews;
        do
        {
            isNews = false;
            for (var i = 0; i < active.Length; i++)
            {
                var node = graph.Nodes[i];
                var isActive = (node.Op is TensorOp.Parameter parameter && !program.Parameters[parameter.Index].IsFrozen) ||
                    (node.Op is TensorOp.Carried carried && graph.Repetitions[node.Repetition].Results[carried.Slot] is >= 0 and var result && active[result]) ||
                    (node.Op is not TensorOp.Detach && node.Type.Element == ScalarType.Float32 && node.Operands.Any(operand => active[operand]));
                isNews |= isActive && !active[i];
                active[i] |= isActive;
            }
        }
        while (isNews && graph.Repetitions.Count > 0);
        return active;
    }

    // dy is the gradient of this node, in its shape or in one that broadcasts to it. Gradients are those of the nodes of the way
    // forth; what the rules read is found by ValueFor.
    private void Propagate(TensorNode node, int self, int dy)
    {
        int Operand(int index) => node.Operands[index];
        int Read(int index) => ValueFor(node, node.Operands[index]);
        TensorType Type(int index) => graph.Nodes[node.Operands[index]].Type;
        int Full() => ScalarNodes.Expand(builder, dy, node.Type, node.Origin);
        switch (node.Op)
        {
            case TensorOp.Map map:
                PropagateMap(node, map.Function, self, dy);
                break;
            case TensorOp.Reduce reduction when reduction.Monoid == Monoid.Sum || Type(0).Shape[reduction.Axis].IsOne:
                // The operand is a repetition of the result: dy broadcasts to it.
                Accumulate(Operand(0), dy, node.Origin);
                break;
            case TensorOp.Reduce { Monoid: Monoid.Max } reduce:
                // Ties share the gradient equally, as in torch.amax.
                var isMaximum = ScalarNodes.Map(builder, ScalarNodes.EqualAsFloat, Type(0), node.Origin, Read(0), ValueFor(node, self));
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
            case TensorOp.Attention attention:
                var read = node with { Operands = node.Operands.Select(operand => ValueFor(node, operand)).ToEquatableArray() };
                var parts = Enumerable.Range(0, 3).Where(part => active[Operand(part)]);
                foreach (var (part, gradient) in DifferentiateAttention.Run(builder, read, attention, ValueFor(node, self), Full(), parts))
                {
                    Accumulate(Operand(part), gradient, node.Origin);
                }

                break;
            case TensorOp.Gather:
                Accumulate(Operand(0), builder.Add(new TensorOp.ScatterAdd(), Type(0), node.Origin, Read(1), Full()), node.Origin);
                break;
            case TensorOp.Pick pick:
                var columns = Type(0).Shape[Type(0).Rank - 1];
                var index = builder.Add(new TensorOp.Iota(), TensorType.Int(columns), node.Origin);
                var chosen = pick.Ignored is { } ignored
                    ? ScalarNodes.Map(builder, ScalarNodes.SelectWhereEqualOrIgnored, Type(0), node.Origin, index, Read(1), dy, ScalarNodes.Int(builder, ignored, node.Origin))
                    : ScalarNodes.Map(builder, ScalarNodes.SelectWhereEqual, Type(0), node.Origin, index, Read(1), dy);
                Accumulate(Operand(0), chosen, node.Origin);
                break;
            case TensorOp.Contract contract:
                PropagateContract(node, contract, Type(0), Type(1), Full());
                break;
            case TensorOp.Convolution convolution:
                PropagateConvolution(node, convolution, Type(0), Type(1), Full());
                break;
            case TensorOp.Pool pool:
                var pooled = pool.Monoid == Monoid.Max ? new[] { Read(0), Full() } : new[] { Full() };
                Accumulate(Operand(0), builder.Add(new TensorOp.PoolGradient(pool.Monoid, pool.Sizes), Type(0), node.Origin, pooled), node.Origin);
                break;
            case TensorOp.Carried:
                break; // goes on where the repetition is left
            default:
                throw new MissingRuleException(node.Op.GetType().Name, node.Origin);
        }
    }

    private void PropagateMap(TensorNode node, ScalarFunction function, int self, int dy)
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
            int[] Operands(int upstream) => kept.Select(k => k == function.Parameters.Count ? upstream : ValueFor(node, k < function.Parameters.Count ? node.Operands[k] : self)).ToArray();
            var forwarded = ProjectScalar.ForwardedParameter(partial);
            var contribution = forwarded >= 0 ? Operands(dy)[forwarded]
                : ScalarCost.Of(partial) >= ScalarCost.Dear ? ScalarNodes.Map(builder, ScalarNodes.Multiply, node.Type, node.Origin, dy, Derivative(node, ValueFor(node, self), partial, Operands))
                : ScalarNodes.Map(builder, partial, node.Type, node.Origin, Operands(dy));
            Accumulate(node.Operands[i], contribution, node.Origin, node.Type);
        }
    }

    /// <summary>
    /// A dear derivative is a value of its own, formed where the function is: there they share what they have in common, and the
    /// way back reads it instead of the function's argument.
    /// </summary>
    private int Derivative(TensorNode node, int self, ScalarFunction partial, System.Func<int, int[]> operands)
    {
        var one = ScalarNodes.Constant(builder, 1, node.Origin);
        return builder.Add(builder[self] with { Op = new TensorOp.Map(partial), Operands = operands(one).ToEquatableArray(), Name = null });
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
    private void PropagateContract(TensorNode node, TensorOp.Contract contract, TensorType a, TensorType b, int dC)
    {
        var (left, right) = (ValueFor(node, node.Operands[0]), ValueFor(node, node.Operands[1]));
        if (active[node.Operands[0]])
        {
            // dA = dC·Bᵀ, or dAᵀ = B·dCᵀ
            var dA = contract.TransposeA
                ? builder.Add(new TensorOp.Contract(contract.TransposeB, true), a, node.Origin, right, dC)
                : builder.Add(new TensorOp.Contract(false, !contract.TransposeB), a, node.Origin, dC, right);
            Accumulate(node.Operands[0], dA, node.Origin);
        }

        if (active[node.Operands[1]])
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
            Accumulate(node.Operands[1], dB, node.Origin);
        }
    }

    private void PropagateConvolution(TensorNode node, TensorOp.Convolution convolution, TensorType images, TensorType filters, int dy)
    {
        if (active[node.Operands[0]])
        {
            var op = new TensorOp.ConvolutionImages(convolution.Sizes, convolution.Groups);
            Accumulate(node.Operands[0], builder.Add(op, images, node.Origin, dy, ValueFor(node, node.Operands[1])), node.Origin);
        }

        if (active[node.Operands[1]])
        {
            var op = new TensorOp.ConvolutionFilters(convolution.Sizes, convolution.Groups);
            var rows = TensorType.Float(filters.Shape[0], Dimension.Product(filters.Shape.Skip(1)));
            var gradient = builder.Add(op, rows, node.Origin, ValueFor(node, node.Operands[0]), dy);
            Accumulate(node.Operands[1], Reshape(gradient, filters, node.Origin), node.Origin);
        }
    }

    private int Flatten(int node, TensorType type, int origin)
    {
        var domain = LoopDomain.Of(type);
        return builder.Add(new TensorOp.Reshape(), TensorType.Float(domain.Rows, domain.Columns), origin, node);
    }
}
