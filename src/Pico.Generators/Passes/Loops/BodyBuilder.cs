using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Composes the scalar functions of several nodes into the one function of a loop body. What the body does not compute
/// itself becomes a parameter with its source.
/// </summary>
internal sealed class BodyBuilder
{
    private readonly FusionPlan plan;
    private readonly Func<int, TensorNode, LoopSource?> sourceOf;
    private readonly string name;
    private readonly ValueNames names;
    private readonly List<(int Node, LoopSink Sink)> roots = new();
    private readonly List<LoopSource> sources = new();
    private readonly List<string> sourceNames = new();
    private readonly List<ScalarType> sourceTypes = new();

    /// <param name="plan">The graph.</param>
    /// <param name="names">Names for sources.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="sourceOf">
    /// Given an operand and the node that reads it: where the operand comes from, or null when this body computes it.
    /// </param>
    public BodyBuilder(FusionPlan plan, ValueNames names, string name, Func<int, TensorNode, LoopSource?> sourceOf)
    {
        this.plan = plan;
        this.names = names;
        this.name = name;
        this.sourceOf = sourceOf;
    }

    /// <summary>Adds a result: a node of this body (or a value its root itself reads).</summary>
    public void Add(int node, LoopSink sink) => roots.Add((node, sink));

    public LoopBody Build()
    {
        foreach (var (node, _) in roots)
        {
            CollectSources(node, plan[node], new HashSet<int>());
        }

        var builder = new ScalarBuilder(name);
        for (var i = 0; i < sources.Count; i++)
        {
            builder.Parameter(sourceNames[i], sourceTypes[i], sources[i] is LoopSource.RowValue or LoopSource.Number);
        }

        var values = new Dictionary<int, int>();
        var results = roots.Select(root => new ScalarResult(names.Of(root.Node), Emit(builder, root.Node, plan[root.Node], values))).ToArray();
        var function = SimplifyScalar.Run(builder.Build(results));
        return new LoopBody(function, sources.ToEquatableArray(), roots.Select(root => root.Sink).ToEquatableArray());
    }

    private void CollectSources(int node, TensorNode reader, HashSet<int> seen)
    {
        // The access follows the shape in which the reader sees the operand, before views are looked through.
        var found = sourceOf(node, reader);
        node = plan.Value(node);
        if (found is { } source)
        {
            if (!sources.Contains(source))
            {
                sources.Add(source);
                sourceNames.Add(source is LoopSource.RowValue row ? row.Name : names.Of(plan.Storage(node)));
                sourceTypes.Add(plan[node].Type.Element);
            }
        }
        else if (seen.Add(node))
        {
            foreach (var operand in plan[node].Operands)
            {
                CollectSources(operand, plan[node], seen);
            }
        }
    }

    private int Emit(ScalarBuilder builder, int node, TensorNode reader, Dictionary<int, int> values)
    {
        var source = sourceOf(node, reader);
        node = plan.Value(node);
        if (source is not null)
        {
            return sources.IndexOf(source);
        }

        if (values.TryGetValue(node, out var value))
        {
            return value;
        }

        if (plan[node].Op is TensorOp.Constant constant)
        {
            return builder.Constant(plan[node].Type.Element, constant.Value);
        }

        if (plan[node].Op is not TensorOp.Map map)
        {
            throw new InvalidOperationException("node " + node + " (" + plan[node].Op + ") has no source in the body of " + name);
        }

        var arguments = plan[node].Operands.Select(operand => Emit(builder, operand, plan[node], values)).ToArray();
        value = builder.Inline(map.Function, arguments)[0];
        if (plan[node].Name is { } local)
        {
            builder.SetName(value, names.Of(node));
        }

        values.Add(node, value);
        return value;
    }
}
