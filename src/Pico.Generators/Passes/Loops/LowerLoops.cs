using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Turns the groups of a fusion plan into the steps of a loop program.</summary>
internal sealed class LowerLoops
{
    public LowerLoops(FusionPlan plan, ModelProgram program)
    {
        Plan = plan;
        Program = program;
        Names = new ValueNames(plan.Graph, program);
        Buffers = new BufferTable(plan, Names);
        foreach (var output in plan.Graph.Outputs.Where(output => output.Parameter >= 0))
        {
            GradientsOf(plan.Storage(output.Node)).Add(output.Parameter);
        }
    }

    public FusionPlan Plan { get; }

    public ModelProgram Program { get; }

    public ValueNames Names { get; }

    public BufferTable Buffers { get; }

    private Dictionary<int, List<int>> Gradients { get; } = new();

    public static LoopProgram Run(FusionPlan plan, ModelProgram program)
    {
        var lowering = new LowerLoops(plan, program);
        foreach (var input in plan.Graph.Nodes.Select((node, index) => (node, index)).Where(pair => pair.node.Op is TensorOp.Input))
        {
            lowering.Buffers.Of(input.index);
        }

        var steps = plan.Groups.SelectMany(group => lowering.Steps(group).Select(step => step with { Repetition = group.Repetition, Again = lowering.Layer(group.Again) })).ToList();
        lowering.AppendUpdates(steps);
        var result = plan.Graph.Outputs.Single(output => output.IsResult);
        var resultBuffer = lowering.Buffers.Of(plan.Storage(result.Node));
        var operations = plan.Graph.Trace.Select(lowering.Operation).ToEquatableArray();
        var repetitions = plan.Graph.Repetitions
            .Select(repetition => new LoopRepetition(repetition.Name, repetition.Count, repetition.IsBackward, repetition.Dropouts))
            .ToEquatableArray();
        return KeepStacks.Run(new LoopProgram(lowering.Buffers.Buffers, Distinct(steps).ToEquatableArray(), resultBuffer, operations, repetitions));
    }

    /// <summary>Buffers get their new values last, when all that read the old ones has run; those of repeated layers at the end of their round.</summary>
    private void AppendUpdates(List<LoopStep> steps)
    {
        foreach (var output in Plan.Graph.Outputs.Where(output => output.Buffer >= 0))
        {
            var (node, size) = (Plan.Storage(output.Node), Program.Parameters[output.Buffer].Type.Size);
            var (shape, strides) = (EquatableArray.Of(Dimension.One, size), EquatableArray.Of(size, Dimension.One));
            var target = Buffers.Parameter(output.Buffer, Program.Parameters[output.Buffer].Type, ValueNames.Identifier(Program.Parameters[output.Buffer].Name));
            var copy = new LoopStep.Copy(
                ValueNames.Pascal(Buffers[target].Name) + "Update", EquatableArray<int>.Empty, shape, new CopyLayout(Buffers.Of(node), Dimension.Constant(0), strides),
                new CopyLayout(target, Dimension.Constant(0), strides), Clears: false)
            { Repetition = Plan[node].Repetition };
            var last = copy.Repetition < 0 ? -1 : steps.FindLastIndex(step => step.Repetition == copy.Repetition);
            steps.Insert(last < 0 ? steps.Count : last + 1, copy);
        }
    }

    private string? Layer(int recomputation) => recomputation < 0 ? null : Plan.Graph.Recomputations[recomputation].Layer;

    private IEnumerable<LoopStep> Steps(FusionGroup group) => group.Kind switch
    {
        FusionKind.Rows => new LowerRows(this, group).Run(),
        FusionKind.Columns => new LowerColumns(this, group).Run(),
        FusionKind.Product => new LowerProduct(this, group).Run(),
        FusionKind.Convolution => LowerConvolution.Run(this, group),
        FusionKind.Pool => LowerPool.Run(this, group),
        FusionKind.Attention => LowerAttention.Run(this, group),
        FusionKind.Scatter => LowerScatter.Run(this, group),
        _ => LowerCopy.Run(this, group),
    };

    /// <summary>Where a computed value goes: its buffer when it is stored, and the gradients that it is.</summary>
    public IEnumerable<LoopSink> SinksOf(int node)
    {
        if (Plan.Stored.Contains(node))
        {
            yield return new LoopSink.Store(Buffers.Of(node), false);
        }

        foreach (var parameter in Gradients.TryGetValue(node, out var parameters) ? parameters : new List<int>())
        {
            var declared = Program.Parameters[parameter];
            var buffer = Buffers.Gradient(parameter, declared.Type, GradientName(parameter));
            yield return new LoopSink.Store(buffer, true);
        }
    }

    /// <summary>A load of a stored value or argument by an iteration over the reader's shape.</summary>
    public LoopSource Load(int operand, TensorNode reader)
    {
        var node = Plan[operand];
        switch (node.Op)
        {
            case TensorOp.Iota:
                return new LoopSource.ColumnIndex();
            case TensorOp.Random random:
                return new LoopSource.Random(random.Stream);
        }

        if (Plan.IsNumber(operand))
        {
            return Number(operand);
        }

        var access = AccessOf.Find(node.Type, reader.Type)
            ?? throw new System.InvalidOperationException(node.Type + " cannot be read as " + reader.Type);
        return new LoopSource.Load(Buffers.Of(Plan.Storage(operand)), access);
    }

    /// <summary>A load of the rows of a table that indices choose.</summary>
    public LoopSource Gathered(int gather)
    {
        var node = Plan[gather];
        var (table, indices) = (Plan[node.Operands[0]].Type, node.Operands[1]);
        var columns = table.Shape[1];
        var access = new LoopAccess(LoopRow.Indexed, Dimension.One, table.Shape[0], columns, !columns.IsOne, IndexOfRow(indices));
        return new LoopSource.Load(Buffers.Of(Plan.Storage(node.Operands[0])), access);
    }

    /// <summary>The load of the one index that belongs to a row.</summary>
    public LoopSource.Load IndexOfRow(int indices) => new(
        Buffers.Of(Plan.Storage(indices)), new LoopAccess(LoopRow.Same, Dimension.One, Dimension.One, Dimension.One, false));

    private string GradientName(int parameter) => ValueNames.Identifier(Program.Parameters[parameter].Name) + "Gradient";

    private LoopSource Number(int node)
    {
        var sizes = new List<(Dimension Value, ScalarType Type)>();
        CollectSizes(node, sizes);
        var builder = new ScalarBuilder(Names.Of(node));
        foreach (var size in sizes)
        {
            builder.Parameter(size.Value.ToString(), size.Type);
        }

        var function = builder.Build(new ScalarResult("result", EmitNumber(builder, node, sizes)));
        return new LoopSource.Number(SimplifyScalar.Run(function), sizes.Select(size => size.Value).ToEquatableArray());
    }

    private void CollectSizes(int node, List<(Dimension Value, ScalarType Type)> sizes)
    {
        if (Plan[node].Op is TensorOp.Size size && !sizes.Contains((size.Value, Plan[node].Type.Element)))
        {
            sizes.Add((size.Value, Plan[node].Type.Element));
        }

        foreach (var operand in Plan[node].Operands)
        {
            CollectSizes(operand, sizes);
        }
    }

    private int EmitNumber(ScalarBuilder builder, int node, List<(Dimension Value, ScalarType Type)> sizes) => Plan[node].Op switch
    {
        TensorOp.Size size => sizes.IndexOf((size.Value, Plan[node].Type.Element)),
        TensorOp.Constant constant => builder.Constant(Plan[node].Type.Element, constant.Value),
        TensorOp.Map map => builder.Inline(map.Function, Plan[node].Operands.Select(operand => EmitNumber(builder, operand, sizes)).ToArray())[0],
        var op => throw new System.InvalidOperationException("not a number: " + op),
    };

    /// <summary>The name of a step: that of the last value it makes for others, or of the gradient that this value is.</summary>
    public string StepName(IReadOnlyList<int> nodes)
    {
        var last = nodes.Where(node => Plan.Stored.Contains(node) || Gradients.ContainsKey(node)).DefaultIfEmpty(nodes[nodes.Count - 1]).Last();
        return ValueNames.Pascal(Gradients.TryGetValue(last, out var parameters) ? GradientName(parameters[0]) : Names.Of(last));
    }

    public EquatableArray<int> Origins(IEnumerable<int> nodes) =>
        nodes.Select(node => Plan[node].Origin).Where(origin => origin >= 0).Distinct().ToEquatableArray();

    /// <summary>What became of an operation of the source. Every group is one step, in the same order.</summary>
    private LoopOperation Operation(TracedOperation traced) => new(traced.Origin, Place(traced.Node), Place(traced.Gradient), traced.Repetition);

    private LoopPlace Place(int node)
    {
        if (node < 0)
        {
            return new LoopPlace(-1, -1);
        }

        var storage = Plan.Storage(node);
        var step = Plan.GroupOf(storage) is { } group ? Plan.Groups.IndexOf(group) : -1;
        return new LoopPlace(Plan.Stored.Contains(storage) ? Buffers.Of(storage) : -1, step);
    }

    private List<int> GradientsOf(int node)
    {
        if (!Gradients.TryGetValue(node, out var parameters))
        {
            Gradients.Add(node, parameters = new List<int>());
        }

        return parameters;
    }

    private static IEnumerable<LoopStep> Distinct(IEnumerable<LoopStep> steps)
    {
        var taken = new HashSet<string> { "Run", "Bind", "Sizes", "Frame", "FirstUse", "LastUse" }; // the plan's own members
        foreach (var step in steps)
        {
            var name = step.Name;
            for (var suffix = 2; taken.Contains(name) || (step is LoopStep.RowLoop { Totals: not null } && !taken.Add(name + "Totals")) || !taken.Add(name); suffix++)
            {
                name = step.Name + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            yield return step with { Name = name };
        }
    }
}
