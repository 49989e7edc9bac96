using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>How the contributions to one gradient come together.</summary>
internal sealed partial class DifferentiateGraph
{
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

        if (builder[node].Op is TensorOp.Parameter parameter)
        {
            AddGradient(parameter.Index, ScalarNodes.Expand(builder, contribution, target, origin));
            return;
        }

        var sums = SumsFor(node);
        sums[node] = sums.TryGetValue(node, out var sum)
            ? ScalarNodes.Map(builder, ScalarNodes.Add, Wider(sum, contribution, target), origin, sum, contribution)
            : contribution;
    }

    private bool IsStepOfItsOwn(int node) => builder[node].Op is TensorOp.ScatterAdd or TensorOp.Pad or { HasEpilogue: true };

    /// <summary>
    /// A tied weight has several gradients: each product adds to the segment where it lies, with no sum of temporaries in
    /// between, and so does each repetition. What is computed element by element is summed first.
    /// </summary>
    private void AddGradient(int parameter, int gradient)
    {
        var index = gradients.FindIndex(output => output.Parameter == parameter &&
            builder[output.Node].Repetition == builder[gradient].Repetition && (output.Node == gradient || !IsStepOfItsOwn(gradient)));
        if (index < 0)
        {
            gradients.Add(new TensorOutput(gradient, parameter));
            return;
        }

        var node = builder[gradient];
        var sum = ScalarNodes.Map(builder, ScalarNodes.Add, node.Type, node.Origin, gradients[index].Node, gradient);
        gradients[index] = new TensorOutput(sum, parameter);
    }

    private void NameGradients()
    {
        foreach (var gradient in gradients)
        {
            if (graph.Nodes.FirstOrDefault(node => node.Op is TensorOp.Parameter parameter && parameter.Index == gradient.Parameter)?.Name is { } name)
            {
                builder.SetName(gradient.Node, name + "Gradient");
            }
        }
    }

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
