using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the body of an entry point in the workspace: what it checks of the arguments, where every buffer lies, and the run of the
/// plan at the machine's width.
/// </summary>
internal sealed class EntryPointEmitter
{
    private readonly SourceWriter writer;
    private readonly ModelProgram model;
    private readonly EntryPlan entry;

    public EntryPointEmitter(SourceWriter writer, ModelProgram model, EntryPlan entry)
    {
        this.writer = writer;
        this.model = model;
        this.entry = entry;
    }

    public void Write()
    {
        // The user's names come first: a parameter may be called frame, too.
        var names = new NameScope(entry.Entry.Inputs.Select(input => input.Name).Concat(entry.Entry.Dimensions).ToArray());
        var frame = names.Unique("frame");
        foreach (var dimension in entry.Entry.Dimensions.Select(NameScope.Identifier))
        {
            writer.Line("Expect.Positive(" + dimension + ", nameof(" + dimension + "));");
        }

        writer.Line(entry.PlanName + "Plan.Frame " + frame + " = default;");
        foreach (var constant in entry.Model.OpenConstants)
        {
            writer.Line(frame + "." + NameScope.Identifier(constant) + " = this.model." + ConstructionEmitter.FieldOf(constant) + ";");
        }

        foreach (var setting in entry.Model.OpenSettings)
        {
            writer.Line(frame + "." + NameScope.Identifier(setting.Name) + " = this.model." + ConstructionEmitter.FieldOf(setting) + ";");
        }

        foreach (var dimension in entry.Entry.Dimensions.Select(NameScope.Identifier))
        {
            writer.Line(frame + "." + dimension + " = " + dimension + ";");
        }

        if (entry.Entry.Incremental is { } form)
        {
            writer.Line(frame + "." + NameScope.Identifier(form.Past) + " = this." + entry.SequencesField + ".Continue(" + entry.Sequences + ", " +
                NameScope.Identifier(form.Dimension) + ", " + DimensionText.Of(form.Capacity, frame + ".") + ");");
        }

        foreach (var bound in entry.Bounds)
        {
            writer.Line(Bound(entry.Model, bound, frame));
        }

        foreach (var constraint in entry.Entry.Constraints)
        {
            ConstructionEmitter.Check(writer, entry.Model, constraint, frame + ".");
        }

        foreach (var input in entry.Entry.Inputs)
        {
            var name = NameScope.Identifier(input.Name);
            writer.Line("Expect.Length(" + name + ".Length, " + DimensionText.Of(input.Type.Size, frame + ".") + ", nameof(" + name + "), \"" + input.Type + "\");");
            foreach (var (size, ignored) in entry.IndexedSizes(input.Name))
            {
                writer.Line("Expect.Indices(" + name + ", " + DimensionText.Of(size, frame + ".") + ", nameof(" + name + ")" + (ignored is { } exempt ? ", " + DimensionText.Of(exempt, frame + ".") : string.Empty) + ");");
            }
        }

        var pointers = new Dictionary<EntryInput, string>();
        foreach (var input in entry.Entry.Inputs.Where(input => entry.BufferOf(input.Name) is not null))
        {
            pointers.Add(input, names.Unique(input.Name + "Pointer"));
            writer.Line("fixed (" + LoopWriter.TypeOf(input.Type.Element) + "* " + pointers[input] + " = " + NameScope.Identifier(input.Name) + ")");
        }

        using (writer.Open())
        {
            WriteAddresses(frame, pointers);
            WriteCall(frame, names);
        }
    }

    private static string Bound(ModelProgram program, SizeBound bound, string frame)
    {
        var where = SourceWriter.Literal(RemarkText.Place(program, bound.Origin));
        var larger = DimensionText.Of(bound.Larger, frame + ".");
        return bound.Smaller.Value is { } least
            ? "Expect.AtLeast(" + larger + ", " + least + ", \"" + bound.Larger + "\", " + where + ");"
            : "Expect.AtMost(" + DimensionText.Of(bound.Smaller, frame + ".") + ", " + larger + ", \"" + bound.Smaller + "\", \"" + bound.Larger + "\", " + where + ");";
    }

    private void WriteAddresses(string frame, Dictionary<EntryInput, string> pointers)
    {
        foreach (var pair in pointers)
        {
            writer.Line(frame + "." + NameScope.Identifier(entry.BufferOf(pair.Key.Name)!.Name) + " = " + pair.Value + ";");
        }

        foreach (var buffer in entry.Program.Buffers)
        {
            if (buffer.Kind is BufferKind.Parameter or BufferKind.Gradient)
            {
                WriteParameterAddress(buffer, frame);
            }
        }

        foreach (var stream in RandomKeys.Streams(entry.Program).Where(stream => stream.Repetition < 0))
        {
            writer.Line(frame + "." + RandomKeys.Field(entry.Program, stream) + " = DropoutMask.Key(Seed, Step, " + Int(stream.Ordinal, frame) + ");");
        }

        if (RandomKeys.VaryByLayer(entry.Program))
        {
            writer.Line("(" + frame + ".seed, " + frame + ".step) = (Seed, Step);");
        }
    }

    private void WriteParameterAddress(LoopBuffer buffer, string frame)
    {
        var parameter = entry.Model.Parameters[buffer.Index];
        var position = Int(parameter.Position, frame);
        var what = buffer.Kind == BufferKind.Parameter ? "Parameter" : "Gradient";
        var narrow = buffer.Storage == ElementStorage.BFloat16 ? "Narrow" : string.Empty;
        if (StackEmitter.Field(entry.Model, entry.Program, buffer) is { } stack)
        {
            var layers = entry.Model.RepeatedLayers[parameter.RepeatedLayer];
            writer.Line(frame + "." + stack + " = " + what + "Stack(" + position + ", " + layers.ParametersEach + ", " + Int(layers.Count, frame) + ");");
        }
        else
        {
            writer.Line(frame + "." + NameScope.Identifier(buffer.Name) + " = " + narrow + what + "Pointer(" + position + ");");
        }
    }

    private static string Int(Dimension size, string frame) =>
        size.Value is { } value ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "(int)(" + DimensionText.Of(size, frame + ".") + ")";

    private void WriteCall(string frame, NameScope names)
    {
        var bytes = names.Unique("bytes");
        writer.Blank();
        writer.Line("Span<long> " + bytes + " = stackalloc long[" + entry.MemoryField + ".Count];");
        writer.Line(entry.PlanName + "Plan.Sizes(&" + frame + ", " + bytes + ", this.KeepsTemporaries);");
        writer.Line(entry.MemoryField + ".Resize(" + bytes + ", this.KeepsTemporaries);");
        if (entry.Prefill is not null)
        {
            writer.Line(entry.PlanName + "Plan.BindState(&" + frame + ", this." + entry.SequencesField + ".Reserve(" + entry.PlanName + "Plan.StateBytes(&" + frame + ")));");
        }

        writer.Line(entry.PlanName + "Plan.Bind(&" + frame + ", Reserve(" + entry.MemoryField + ".Bytes), " + entry.MemoryField + ");");
        using (writer.Braces("switch (SimdWidth.Current)"))
        {
            WriteWidth(frame, "case 512:", "Simd512, Vector512<float>, Vector512<int>");
            WriteWidth(frame, "case 256:", "Simd256, FloatLanes256, IntLanes256");
            WriteWidth(frame, "case 128:", "Simd128, FloatLanes128, IntLanes128");
            WriteWidth(frame, "default:", "SimdScalar, FloatLanesScalar, IntLanesScalar");
        }

        var buffer = entry.Program.Buffers[entry.Program.Result];
        var address = frame + "." + NameScope.Identifier(buffer.Name);
        var result = names.Unique("result");
        writer.Blank();
        writer.Line(entry.Entry.IsLoss
            ? "var " + result + " = *" + address + ";"
            : "var " + result + " = View(" + address + ", checked((int)(" + DimensionText.Of(buffer.Shape.Size, frame + ".") + ")));");
        if (entry.Entry.Incremental is null)
        {
            WriteTrace(result);
        }

        if (entry.FormsGradients)
        {
            writer.Line("this.Step++;");
        }

        if (entry.Entry.Incremental is { } form)
        {
            writer.Line("this." + entry.SequencesField + ".Advance(" + NameScope.Identifier(form.Dimension) + ");");
        }

        writer.Line("GC.KeepAlive(this); // the frame's pointers do not");
        writer.Line("return " + result + ";");
    }

    private void WriteTrace(string result)
    {
        var inputs = entry.Entry.Inputs.Select(input => NameScope.Identifier(input.Name)).Select(name => "Tensor.From(" + name + ", " + name + ".Length)");
        using (writer.Braces("if (this.TraceNonFinite)"))
        {
            writer.Line("RequireFinite(\"" + entry.Name + "\", " + (entry.Entry.IsLoss ? "[" + result + "]" : result) +
                ", [" + string.Join(", ", inputs) + "], [" + string.Join(", ", entry.Entry.Dimensions.Select(NameScope.Identifier)) + "]);");
        }

        writer.Blank();
    }

    private void WriteWidth(string frame, string label, string types)
    {
        writer.Line(label);
        using (writer.Indent())
        {
            writer.Line(entry.PlanName + "Plan.Run<" + types + ">(&" + frame + ", this.Pool, this.Clock);");
            writer.Line("break;");
        }
    }
}
