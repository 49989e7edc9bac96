using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the graph of an entry point, as lowering made it, as an expression that makes its description.</summary>
internal sealed class GraphDescriptionEmitter
{
    private readonly ModelProgram model;
    private readonly TensorGraph graph;
    private readonly SourceWriter writer;

    public GraphDescriptionEmitter(ModelProgram model, TensorGraph graph, SourceWriter writer)
    {
        this.model = model;
        this.graph = graph;
        this.writer = writer;
    }

    /// <summary>Writes a lambda without parameters, and what comes behind it.</summary>
    public void Write(string end)
    {
        using (writer.Braces("static () => new GraphDescription(new NodeDescription[]", "}, " + graph.Outputs.First(output => output.IsResult).Node + ", " + Array("GraphRepetition", graph.Repetitions.Select(Text)) + ")" + end))
        {
            foreach (var node in graph.Nodes)
            {
                writer.Line(Text(node) + ",");
            }
        }
    }

    private static string Formula(Dimension size) => size.Value is null
        ? DimensionText.Of(size, name => "new SizeFormula.Named(" + SourceWriter.Literal(name) + ")")
        : size.ToString();

    private static string Text(Repetition repetition) =>
        "new(" + SourceWriter.Literal(repetition.Name) + ", " + Formula(repetition.Count) + ", " + Array("int", repetition.Results.Select(Text)) + ")";

    private string Text(TensorNode node)
    {
        var shape = Array("SizeFormula", node.Type.Shape.Select(Formula));
        var source = node.Origin >= 0 && node.Origin < model.Sources.Count ? model.Sources[node.Origin] : new SourceText(string.Empty, string.Empty);
        return "new(" + Operation(node.Op) + ", " + Array("int", node.Operands.Select(Text)) + ", DType." + (node.Type.Element.IsFloat() ? "Float32" : "Int32") + ", " + shape +
            ", " + SourceWriter.Literal(source.Text) + ", " + SourceWriter.Literal(source.Path) + (node.Repetition < 0 ? ")" : ", " + Text(node.Repetition) + ")");
    }

    private string Operation(TensorOp op) => "new NodeOperation." + op switch
    {
        TensorOp.Input input => "Input(" + SourceWriter.Literal(input.Name) + ")",
        TensorOp.Parameter parameter => "Parameter(" + SourceWriter.Literal(model.Parameters[parameter.Index].Name) + ")",
        TensorOp.Constant constant => "Constant(" + Number(constant.Value) + ")",
        TensorOp.Size size => "Size(" + Formula(size.Value) + ")",
        TensorOp.Map map => "Map(" + Function(map.Function) + ")",
        TensorOp.Reduce reduce => "Reduce(\"" + reduce.Monoid + "\", " + Text(reduce.Axis) + ")",
        TensorOp.Reshape => "Reshape()",
        TensorOp.Permute permute => "Permute(" + Array("int", permute.Order.Select(Text)) + ")",
        TensorOp.Slice slice => "Slice(" + Text(slice.Axis) + ", " + Formula(slice.Start) + ")",
        TensorOp.Pad pad => "Pad(" + Text(pad.Axis) + ", " + Formula(pad.Start) + ")",
        TensorOp.Repeat => "Repeat()",
        TensorOp.Pick pick => "Pick(" + (pick.Ignored is null ? "null" : Formula(pick.Ignored)) + ")",
        TensorOp.Gather => "Gather()",
        TensorOp.Iota => "Iota()",
        TensorOp.Contract contract => "Contract(" + Text(contract.TransposeA) + ", " + Text(contract.TransposeB) + ")",
        TensorOp.Convolution convolution => "Convolution(" + Windows(convolution.Sizes) + ", " + Formula(convolution.Groups) + ")",
        TensorOp.Pool pool => "Pool(\"" + pool.Monoid + "\", " + Windows(pool.Sizes) + ")",
        TensorOp.Attention attention => "Attention(" + Text(attention.IsCausal) + ", " + Text(attention.IsTimeFirst) + ")",
        TensorOp.Carried carried => "Carried(" + Text(carried.Slot) + ")",
        TensorOp.Outcome outcome => "Outcome(" + Text(outcome.Repetition) + ", " + Text(outcome.Slot) + ")",
        TensorOp.Detach => "Detach()",
        _ => "Other(\"" + op.GetType().Name + "\")",
    };

    private static string Windows(WindowSizes sizes) => "new WindowDescription(" + string.Join(", ", new[]
    {
        sizes.Height, sizes.Width, sizes.KernelHeight, sizes.KernelWidth, sizes.Stride, sizes.Padding, sizes.Dilation,
    }.Select(Formula)) + ")";

    private static string Function(ScalarFunction function) =>
        "new(" + SourceWriter.Literal(function.Name) + ", " + Array("string", function.Parameters.Select(parameter => "\"" + parameter.Type + "\"")) + ", " +
        Array("ScalarInstructionDescription", function.Body.Select(Text)) + ", " + Text(function.Results[0].Value) + ")";

    private static string Text(ScalarInstruction instruction) =>
        "new(\"" + instruction.Opcode + "\", \"" + instruction.Type + "\", " + Array("int", instruction.Operands.Select(Text)) +
        (instruction.Opcode != ScalarOpcode.Constant ? ")" : ", " + Number(instruction.Type.IsFloat() ? BitConverter.Int64BitsToDouble(instruction.Constant) : instruction.Constant) + ")");

    private static string Number(double value) => double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "d";

    private static string Array(string type, IEnumerable<string> items) => "new " + type + "[] { " + string.Join(", ", items) + " }";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
