using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the file that a model's user meets first: the entry points over spans, and the workspace that checks the
/// arguments, gives every buffer its address and runs the plan at the machine's width.
/// </summary>
internal sealed class WorkspaceEmitter
{
    private readonly ModelProgram model;
    private readonly IReadOnlyList<EntryPlan> entries;
    private readonly SourceWriter writer = new();

    public WorkspaceEmitter(ModelProgram model, IReadOnlyList<EntryPlan> entries)
    {
        this.model = model;
        this.entries = entries;
    }

    public string Write()
    {
        var remark = new List<string> { model.Type.Name + ", compiled. Parameters, in the order of their segments:", string.Empty };
        remark.AddRange(model.Parameters.Select(parameter => parameter.Name + " " + parameter.Type));
        ModelFile.Open(writer, model, remark, WriteBody, "IModel");
        return writer.ToString();
    }

    private void WriteBody()
    {
        WriteConstants();
        writer.Line("private ModelState? modelState;");
        writer.Line("private Workspace? defaultWorkspace;");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public ulong Seed { get => State.Seed; set => State.Seed = value; }");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public ParameterSet Parameters => State.Parameters;");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public Span<float> Gradients => DefaultWorkspace.Gradients;");
        writer.Blank();
        writer.Line("/// <summary>The workspace behind the entry points of the model itself.</summary>");
        writer.Line("public Workspace DefaultWorkspace =>");
        writer.Line("    defaultWorkspace ?? Interlocked.CompareExchange(ref defaultWorkspace, new Workspace(this), null) ?? defaultWorkspace;");
        writer.Blank();
        writer.Line("ModelWorkspace IModel.DefaultWorkspace => DefaultWorkspace;");
        writer.Blank();
        writer.Line("ModelDescription IModel.Description => Describe();");
        writer.Blank();
        writer.Line("IReadOnlyDictionary<string, long> IModel.Sizes => new Dictionary<string, long> { " +
            string.Join(", ", model.Constants.Select(constant => "[\"" + constant + "\"] = " + ConstantField(constant))) + " };");
        writer.Blank();
        writer.Line("ModelWorkspace IModel.CreateWorkspace() => CreateWorkspace();");
        writer.Blank();
        writer.Line("private ModelState State => modelState ?? Interlocked.CompareExchange(ref modelState, new ModelState(this), null) ?? modelState;");
        writer.Blank();
        writer.Line("/// <summary>A workspace of its own for a concurrent caller; the weights stay shared.</summary>");
        writer.Line("public Workspace CreateWorkspace() => new(this);");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public void ClearGradients() => DefaultWorkspace.ClearGradients();");
        foreach (var entry in entries)
        {
            writer.Blank();
            WriteSummary(entry);
            writer.Line("public " + entry.ReturnType + " " + entry.Name + "(" + entry.Parameters + ") => DefaultWorkspace." + entry.Name + "(" + entry.Arguments + ");");
            if (entry.Prefill is { } prefill)
            {
                writer.Blank();
                WritePrefillSummary(entry);
                writer.Line("public " + entry.ReturnType + " " + prefill + "(" + entry.Parameters + ") => DefaultWorkspace." + prefill + "(" + entry.Arguments + ");");
            }
        }

        WriteWorkspace();
    }

    private void WriteConstants()
    {
        foreach (var constant in model.Constants)
        {
            writer.Line("private readonly int " + ConstantField(constant) + " = " + NameScope.Identifier(constant) + ";");
        }

        if (model.Constraints.Count > 0)
        {
            var parameters = string.Join(", ", model.Constants.Select(constant => "int " + NameScope.Identifier(constant)));
            writer.Line("private readonly bool sizesFit = CheckSizes(" + string.Join(", ", model.Constants.Select(NameScope.Identifier)) + ");");
            writer.Blank();
            using (writer.Braces("private static bool CheckSizes(" + parameters + ")"))
            {
                foreach (var constraint in model.Constraints)
                {
                    writer.Line("Expect.Divisible(" + Argument(constraint.Numerator) + ", " + Argument(constraint.Denominator) + ", \"" +
                        constraint.Numerator + " / " + constraint.Denominator + "\");");
                }

                writer.Line("return true;");
            }
        }

        writer.Blank();
    }

    private static string Argument(Dimension dimension) => DimensionText.Of(dimension, string.Empty);

    private static string ConstantField(string constant) => constant + "Size";

    private static void WriteSummaryLines(SourceWriter writer, EntryPlan entry)
    {
        var shapes = string.Join(", ", entry.Entry.Inputs.Select(input => input.Name + " " + input.Type));
        var result = entry.Program.Buffers[entry.Program.Result].Shape;
        writer.Line("/// <summary>");
        writer.Line(entry.FormsGradients
            ? "/// " + entry.Entry.Name + " in training mode; adds the gradient of every parameter to <see cref=\"Gradients\"/>. Inputs: " + shapes + "."
            : entry.Entry.IsLoss
                ? "/// " + entry.Entry.Name + " in evaluation mode. Inputs: " + shapes + "."
                : entry.Entry.Incremental is { } form
                ? "/// " + form.Method + " of the next elements of the sequences that " + entry.Prefill + " has begun: " + shapes + " to " + result + ". The span is a view that lives until the next call."
                : "/// " + entry.Entry.Name + " in evaluation mode: " + shapes + " to " + result + ". The span is a view that lives until the next call.");
        writer.Line("/// </summary>");
    }

    private void WriteSummary(EntryPlan entry) => WriteSummaryLines(writer, entry);

    private void WritePrefillSummary(EntryPlan entry) => writer.Line(
        "/// <summary>Begins sequences, forgetting those before: as " + entry.Entry.Incremental!.Method + ", but <see cref=\"" + entry.Name + "\"/> can then continue them.</summary>");

    private void WriteWorkspace()
    {
        writer.Blank();
        writer.Line("/// <summary>Activations, gradients and the entry points for one caller at a time.</summary>");
        using (writer.Braces("public sealed unsafe class Workspace : ModelWorkspace"))
        {
            if (model.Constants.Count > 0)
            {
                writer.Line("private readonly " + model.Type.Name + " model;");
            }

            foreach (var entry in entries)
            {
                writer.Line("private readonly MemoryPlan " + entry.MemoryField + " = new(" + entry.Name + "Plan.FirstUse, " + entry.Name + "Plan.LastUse);");
                if (entry.Prefill is not null)
                {
                    writer.Line("private readonly SequenceMemory " + entry.SequencesField + ";");
                }
            }

            writer.Blank();
            using (writer.Braces("internal Workspace(" + model.Type.Name + " model)\n    : base(model.State)"))
            {
                if (model.Constants.Count > 0)
                {
                    writer.Line("this.model = model;");
                }

                foreach (var entry in entries.Where(entry => entry.Prefill is not null))
                {
                    writer.Line(entry.SequencesField + " = AddSequences();");
                }
            }

            writer.Blank();
            writer.Line("/// <inheritdoc/>");
            using (writer.Braces("public override MemoryPlan MemoryOf(string entryPoint) => entryPoint switch", "};"))
            {
                foreach (var entry in entries)
                {
                    writer.Line("\"" + entry.Name + "\" => " + entry.MemoryField + ",");
                }

                writer.Line("_ => throw new ArgumentException($\"there is no entry point '{entryPoint}'; there are " +
                    string.Join(", ", entries.Select(entry => entry.Name)) + ".\", nameof(entryPoint)),");
            }

            foreach (var entry in entries)
            {
                writer.Blank();
                WriteSummary(entry);
                using (writer.Braces("public " + entry.ReturnType + " " + entry.Name + "(" + entry.Parameters + ")"))
                {
                    WriteEntry(entry);
                }

                if (entry.Prefill is { } prefill)
                {
                    writer.Blank();
                    WritePrefillSummary(entry);
                    using (writer.Braces("public " + entry.ReturnType + " " + prefill + "(" + entry.Parameters + ")"))
                    {
                        writer.Line("this." + entry.SequencesField + ".Begin(" + entry.Sequences + ");");
                        writer.Line("return " + entry.Name + "(" + entry.Arguments + ");");
                    }
                }
            }
        }
    }

    private void WriteEntry(EntryPlan entry)
    {
        // The user's names come first: a parameter may be called frame, too.
        var names = new NameScope(entry.Entry.Inputs.Select(input => input.Name).Concat(entry.Entry.Dimensions).ToArray());
        var frame = names.Unique("frame");
        foreach (var dimension in entry.Entry.Dimensions.Select(NameScope.Identifier))
        {
            writer.Line("Expect.Positive(" + dimension + ", nameof(" + dimension + "));");
        }

        writer.Line(entry.Name + "Plan.Frame " + frame + " = default;");
        foreach (var constant in model.Constants)
        {
            writer.Line(frame + "." + NameScope.Identifier(constant) + " = this.model." + ConstantField(constant) + ";");
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

        foreach (var bound in entry.Entry.Bounds)
        {
            writer.Line(Bound(bound, frame));
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
            WriteAddresses(entry, frame, pointers);
            WriteCall(entry, frame, names);
        }
    }

    private string Bound(SizeBound bound, string frame)
    {
        var where = SourceWriter.Literal(RemarkText.Place(model, bound.Origin));
        var larger = DimensionText.Of(bound.Larger, frame + ".");
        return bound.Smaller.Value is { } least
            ? "Expect.AtLeast(" + larger + ", " + least + ", \"" + bound.Larger + "\", " + where + ");"
            : "Expect.AtMost(" + DimensionText.Of(bound.Smaller, frame + ".") + ", " + larger + ", \"" + bound.Smaller + "\", \"" + bound.Larger + "\", " + where + ");";
    }

    private void WriteAddresses(EntryPlan entry, string frame, Dictionary<EntryInput, string> pointers)
    {
        foreach (var pair in pointers)
        {
            writer.Line(frame + "." + NameScope.Identifier(entry.BufferOf(pair.Key.Name)!.Name) + " = " + pair.Value + ";");
        }

        foreach (var buffer in entry.Program.Buffers)
        {
            if (buffer.Kind is BufferKind.Parameter or BufferKind.Gradient)
            {
                WriteParameterAddress(entry, buffer, frame);
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

    private void WriteParameterAddress(EntryPlan entry, LoopBuffer buffer, string frame)
    {
        var parameter = model.Parameters[buffer.Index];
        var position = Int(parameter.Position, frame);
        var what = buffer.Kind == BufferKind.Parameter ? "Parameter" : "Gradient";
        if (StackEmitter.Field(model, entry.Program, buffer) is { } stack)
        {
            var layers = model.RepeatedLayers[parameter.RepeatedLayer];
            writer.Line(frame + "." + stack + " = " + what + "Stack(" + position + ", " + layers.ParametersEach + ", " + Int(layers.Count, frame) + ");");
        }
        else
        {
            writer.Line(frame + "." + NameScope.Identifier(buffer.Name) + " = " + what + "Pointer(" + position + ");");
        }
    }

    private static string Int(Dimension size, string frame) =>
        size.Value is { } value ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "(int)(" + DimensionText.Of(size, frame + ".") + ")";

    private void WriteCall(EntryPlan entry, string frame, NameScope names)
    {
        var bytes = names.Unique("bytes");
        writer.Blank();
        writer.Line("Span<long> " + bytes + " = stackalloc long[" + entry.MemoryField + ".Count];");
        writer.Line(entry.Name + "Plan.Sizes(&" + frame + ", " + bytes + ", this.KeepsTemporaries);");
        writer.Line(entry.MemoryField + ".Resize(" + bytes + ", this.KeepsTemporaries);");
        if (entry.Prefill is not null)
        {
            writer.Line(entry.Name + "Plan.BindState(&" + frame + ", this." + entry.SequencesField + ".Reserve(" + entry.Name + "Plan.StateBytes(&" + frame + ")));");
        }

        writer.Line(entry.Name + "Plan.Bind(&" + frame + ", Reserve(" + entry.MemoryField + ".Bytes), " + entry.MemoryField + ");");
        using (writer.Braces("switch (SimdWidth.Current)"))
        {
            WriteWidth(entry, frame, "case 512:", "Simd512, Vector512<float>, Vector512<int>");
            WriteWidth(entry, frame, "case 256:", "Simd256, FloatLanes256, IntLanes256");
            WriteWidth(entry, frame, "case 128:", "Simd128, FloatLanes128, IntLanes128");
            WriteWidth(entry, frame, "default:", "SimdScalar, FloatLanesScalar, IntLanesScalar");
        }

        writer.Blank();
        if (entry.FormsGradients)
        {
            writer.Line("this.Step++;");
        }

        if (entry.Entry.Incremental is { } form)
        {
            writer.Line("this." + entry.SequencesField + ".Advance(" + NameScope.Identifier(form.Dimension) + ");");
        }

        var buffer = entry.Program.Buffers[entry.Program.Result];
        var address = frame + "." + NameScope.Identifier(buffer.Name);
        var result = names.Unique("result");
        writer.Line(entry.Entry.IsLoss
            ? "var " + result + " = *" + address + ";"
            : "var " + result + " = View(" + address + ", checked((int)(" + DimensionText.Of(buffer.Shape.Size, frame + ".") + ")));");
        writer.Line("GC.KeepAlive(this); // the frame's pointers do not");
        writer.Line("return " + result + ";");
    }

    private void WriteWidth(EntryPlan entry, string frame, string label, string types)
    {
        writer.Line(label);
        using (writer.Indent())
        {
            writer.Line(entry.Name + "Plan.Run<" + types + ">(&" + frame + ", this.Pool);");
            writer.Line("break;");
        }
    }
}
