using System.Globalization;
using Pico.Examples.Commands;
using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>
/// Translates an entry point of a model into an ONNX file: parameters become initializers under their dotted names, repeated layers are written
/// out, and named dimensions are axes that each call chooses.
/// </summary>
internal sealed class OnnxExporter
{
    private readonly IModel model;
    private readonly GraphDescription description;
    private readonly OnnxGraph graph;
    private readonly OnnxSizes sizes;
    private readonly OnnxFunctions functions;
    private readonly OnnxAttention attention;
    private readonly OnnxShapes shapes;
    private readonly OnnxWindows windows;
    private readonly Dictionary<(int Node, int Layer), string> values = [];
    private readonly Dictionary<string, int> parameters;

    private OnnxExporter(IModel model, EntryPointDescription entry, GraphDescription description)
    {
        this.model = model;
        this.description = description;
        graph = new OnnxGraph($"{model.Description.Name}.{entry.Name}");
        sizes = new OnnxSizes(graph);
        functions = new OnnxFunctions(graph);
        attention = new OnnxAttention(graph, sizes);
        shapes = new OnnxShapes(graph, sizes);
        windows = new OnnxWindows(graph, shapes, model.Sizes);
        parameters = model.Parameters.Select((parameter, i) => (parameter.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
    }

    /// <summary>The bytes of an ONNX file.</summary>
    /// <param name="model">The model, whose parameters are taken as they are.</param>
    /// <param name="entry">One of its entry points that has a graph.</param>
    /// <exception cref="UserErrorException">ONNX has no form for something in it.</exception>
    public static ReadOnlyMemory<byte> Export(IModel model, EntryPointDescription entry)
    {
        var description = entry.Graph ?? throw new UserErrorException($"'{entry.Name}' cannot be exported to ONNX: it forms gradients or continues sequences; export what it is derived from");
        return new OnnxExporter(model, entry, description).Run(entry);
    }

    private ReadOnlyMemory<byte> Run(EntryPointDescription entry)
    {
        // All inputs first, and in the method's order, whatever the result reads.
        foreach (var input in entry.Inputs)
        {
            var node = Enumerable.Range(0, description.Nodes.Count).FirstOrDefault(i => description.Nodes[i].Operation is NodeOperation.Input { Name: var name } && name == input.Name, -1);
            if (node < 0) continue;
            var shape = ShapeOf(description.Nodes[node]);
            var value = graph.AddInput(input.Name, TypeOf(description.Nodes[node]), shape);
            sizes.Learn(value, shape);
            values[(node, -1)] = value;
        }

        var result = description.Nodes[description.Result];
        graph.SetOutput(entry.Name, Value(description.Result, -1), TypeOf(result), ShapeOf(result));
        return graph.ToBytes(model.Sizes.Select(size => new KeyValuePair<string, string>(size.Key, size.Value.ToString(CultureInfo.InvariantCulture))));
    }

    private static OnnxType TypeOf(NodeDescription node) => node.Type == DType.Int32 ? OnnxType.Int32 : OnnxType.Float32;

    private IReadOnlyList<SizeFormula> ShapeOf(NodeDescription node) => [.. node.Shape.Select(size => size.With(model.Sizes))];

    /// <summary>A node's value; inside repeated layers, that of one layer.</summary>
    private string Value(int index, int layer)
    {
        var node = description.Nodes[index];

        // A parameter belongs to no repetition, but one of a repeated layer is another one in each.
        var own = node.Repetition >= 0 || node.Operation is NodeOperation.Parameter { Name: var name } && name.Contains('*', StringComparison.Ordinal) ? layer : -1;
        if (values.TryGetValue((index, own), out var known)) return known;
        return values[(index, own)] = Make(node, own);
    }

    private string Make(NodeDescription node, int layer)
    {
        switch (node.Operation)
        {
            case NodeOperation.Parameter parameter:
                return Initializer(parameter.Name.Replace("*", layer.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            case NodeOperation.Carried carried when layer > 0:
                return Value(description.Repetitions[node.Repetition].Results[carried.Slot], layer - 1);
            case NodeOperation.Carried:
                return Value(node.Operands[0], -1);
            case NodeOperation.Outcome outcome:
                var count = description.Repetitions[outcome.Repetition].Count.With(model.Sizes).Value
                    ?? throw OnnxFunctions.Unsupported("a number of layers that each call chooses", node.Source);
                return Value(node.Operands[0], (int)count - 1);
            case NodeOperation.Detach:
                return Value(node.Operands[0], layer);
        }

        string[] operands = [.. node.Operands.Select(operand => Value(operand, layer))];
        IReadOnlyList<SizeFormula>[] operandShapes = [.. node.Operands.Select(operand => ShapeOf(description.Nodes[operand]))];
        var shape = ShapeOf(node);
        return node.Operation switch
        {
            NodeOperation.Constant constant => graph.Constant(TypeOf(node), constant.Value),
            NodeOperation.Size size => sizes.Scalar(size.Value.With(model.Sizes), TypeOf(node)),
            NodeOperation.Map map => Map(map.Function, operands, operandShapes, node, shape),
            NodeOperation.Reduce { Monoid: "Sum" } reduce => graph.Add("ReduceSum", [operands[0], graph.Vector(reduce.Axis)], OnnxAttribute.Of("keepdims", 1)),
            NodeOperation.Reduce { Monoid: "Max" } reduce => graph.Add("ReduceMax", operands, OnnxAttribute.Of("axes", [(long)reduce.Axis]), OnnxAttribute.Of("keepdims", 1)),
            NodeOperation.Reshape => shapes.Reshape(operands[0], shape),
            NodeOperation.Permute permute => graph.Add("Transpose", operands, OnnxAttribute.Of("perm", permute.Order.Select(axis => (long)axis))),
            NodeOperation.Slice slice => shapes.Slice(operands[0], slice.Axis, slice.Start.With(model.Sizes), shape[slice.Axis]),
            NodeOperation.Pad pad => shapes.Pad(operands[0], pad.Axis, pad.Start.With(model.Sizes), operandShapes[0], shape[pad.Axis]),
            NodeOperation.Repeat => shapes.Expand(operands[0], operandShapes, shape),
            NodeOperation.Pick pick => Pick(pick, operands),
            NodeOperation.Gather => graph.Add("Gather", operands, OnnxAttribute.Of("axis", 0)),
            NodeOperation.Iota => shapes.Expand(sizes.Range(shape[^1]), [[shape[^1]]], shape),
            NodeOperation.Contract contract => graph.Add(
                "MatMul", [contract.TransposeA ? shapes.SwapLast(operands[0], operandShapes[0].Count) : operands[0], contract.TransposeB ? shapes.SwapLast(operands[1], operandShapes[1].Count) : operands[1]]),
            NodeOperation.Attention one => attention.Add(one, operands, operandShapes[0], operandShapes[1]),
            NodeOperation.Convolution convolution => windows.Convolution(convolution, operands, operandShapes[0], operandShapes[1], shape, node.Source),
            NodeOperation.Pool pool => windows.Pool(pool, operands[0], operandShapes[0], shape, node.Source),
            NodeOperation.Other other => throw OnnxFunctions.Unsupported(other.Name, node.Source),
            NodeOperation.Reduce reduce => throw OnnxFunctions.Unsupported("the reduction " + reduce.Monoid, node.Source),
            var other => throw OnnxFunctions.Unsupported(other.GetType().Name, node.Source),
        };
    }

    private string Map(ScalarDescription function, string[] operands, IReadOnlyList<SizeFormula>[] operandShapes, NodeDescription node, IReadOnlyList<SizeFormula> shape)
    {
        // Conditions are int32 between nodes and bool within a function.
        for (var i = 0; i < operands.Length; i++)
        {
            if (function.Inputs[i] == "Bool") operands[i] = graph.Add("Cast", [operands[i]], OnnxAttribute.Of("to", (long)OnnxType.Bool));
        }

        var (result, type) = functions.Add(function, operands, node.Source);
        if (type != TypeOf(node)) result = graph.Add("Cast", [result], OnnxAttribute.Of("to", (long)TypeOf(node)));
        return shapes.Expand(result, operandShapes, shape);
    }

    private string Pick(NodeOperation.Pick pick, string[] operands)
    {
        var index = operands[1];
        if (pick.Ignored is { } ignored)
        {
            // It may lie outside; its reader discards what is picked.
            var isIgnored = graph.Add("Equal", [index, sizes.Scalar(ignored.With(model.Sizes), OnnxType.Int32)]);
            index = graph.Add("Where", [isIgnored, graph.Constant(OnnxType.Int32, 0), index]);
        }

        return graph.Add("GatherElements", [operands[0], index], OnnxAttribute.Of("axis", -1));
    }

    private string Initializer(string name)
    {
        // Of a layer that stands in two places, or whose parameter a property hands out, there is one.
        var index = parameters[name];
        if (values.TryGetValue((~index, 0), out var known)) return known;
        var numbers = new float[model.Parameters[index].Length];
        model.Parameters.Read(index, numbers);
        return values[(~index, 0)] = graph.AddInitializer(name, model.Parameters[index].Shape.Select(size => (long)size), numbers);
    }
}
