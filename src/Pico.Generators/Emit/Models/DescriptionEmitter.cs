using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes what tools ask of a model: its entry points with inputs, steps, work and the table of operations.</summary>
internal sealed class DescriptionEmitter
{
    private readonly ModelProgram model;
    private readonly IReadOnlyList<EntryPlan> entries;
    private readonly SourceWriter writer = new();

    public DescriptionEmitter(ModelProgram model, IReadOnlyList<EntryPlan> entries)
    {
        this.model = model;
        this.entries = entries;
    }

    public string Write()
    {
        var remark = new[] { model.Type.Name + ": what its compiled entry points are made of, for inspection and checks." };
        ModelFile.Open(writer, model, remark, () =>
        {
            var variants = model.Variants.Count;
            if (variants > 1)
            {
                var cases = Enumerable.Range(0, variants).Select(variant => (EquatableArray.Of(variant), "Describe" + variant + "()")).ToList();
                writer.Line("private ModelDescription Describe() => " + VariantEmitter.Select(VariantEmitter.Field, cases) + ";");
            }

            for (var variant = 0; variant < variants; variant++)
            {
                if (variants > 1)
                {
                    writer.Blank();
                }

                var name = variants > 1 ? "Describe" + variant : "Describe";
                var specialization = model.Variants[variant].Specialization;
                var end = "}" + (specialization.Length == 0 ? string.Empty : ", Specialization: " + SourceWriter.Literal(specialization)) +
                    (model.Storage == ElementStorage.BFloat16 ? ", Storage: global::Pico.Storage.BFloat16" : string.Empty) + ");";
                using (writer.Braces("private static ModelDescription " + name + "() => new(\"" + model.Type.Name + "\", new EntryPointDescription[]", end))
                {
                    foreach (var entry in entries.Where(entry => entry.Variants.Contains(variant)))
                    {
                        WriteEntry(entry);
                    }
                }
            }
        });
        return writer.ToString();
    }

    /// <summary>Whether a tool may want to translate the entry point: it computes something of its own, from its arguments alone.</summary>
    private static bool HasGraph(EntryPlan entry) => !entry.FormsGradients && entry.Entry.Incremental is null;

    private static string Formula(Dimension dimension) => DimensionText.Of(dimension, name => "sizes[\"" + name + "\"]");

    /// <summary>A formula of an entry point's sizes; one that continues sequences is described as it begins them.</summary>
    private static string Formula(EntryPlan entry, Dimension dimension) => Formula(entry.Entry.Incremental is { } form
        ? dimension.Substitute(name => name == form.Past ? Dimension.Constant(0) : null)
        : dimension);

    private static string Flag(bool value) => value ? "true" : "false";

    private void WriteEntry(EntryPlan entry)
    {
        writer.Line("new(");
        using (writer.Indent())
        {
            writer.Line(SourceWriter.Literal(entry.Name) + ", " + Flag(entry.Entry.IsLoss) + ", " + Flag(entry.FormsGradients) + ",");
            WriteList("new InputDescription", entry.Entry.Inputs.Select(input => Input(entry, input)));
            writer.Line("new string[] { " + string.Join(", ", entry.Entry.Dimensions.Select(SourceWriter.Literal)) + " },");
            WriteList("static () => new StepDescription", entry.Program.Steps.Select(step => Step(entry, step)));
            WriteList("static () => new OperationDescription", entry.Program.Operations.Select(operation => Operation(entry, entry.Program, operation)));
            var temporaries = entry.Program.Buffers.Where(buffer => buffer.Kind == BufferKind.Temporary).GroupBy(buffer => buffer.Index).OrderBy(slot => slot.Key).Select(slot => slot.First());
            writer.Line("new string[] { " + string.Join(", ", temporaries.Select(buffer => SourceWriter.Literal(buffer.Name))) + " },");
            WriteList("new RepetitionDescription", entry.Program.Repetitions.Select(repetition =>
                "new(" + SourceWriter.Literal(repetition.Name) + ", static sizes => " + Formula(repetition.Count) + ")"));
            WriteList("new BoundDescription", entry.Bounds.Select(bound => Bound(entry, bound)));
            WriteRun(entry);
            if (HasGraph(entry))
            {
                new GraphDescriptionEmitter(entry.Model, entry.Entry.Evaluation, writer).Write("),");
            }
        }
    }

    private void WriteList(string creation, IEnumerable<string> items)
    {
        using (writer.Braces(creation + "[]", "},"))
        {
            foreach (var item in items)
            {
                writer.Line(item + ",");
            }
        }
    }

    private static string Input(EntryPlan entry, EntryInput input)
    {
        var shape = string.Join(", ", input.Type.Shape.Select(size => SourceWriter.Literal(size.ToString())));
        var sizes = string.Join(", ", input.Type.Shape.Select(size => "checked((int)(" + Formula(size) + "))"));
        var limits = entry.IndexedSizes(input.Name).Select(limit => limit.Size).Distinct().ToList();
        var indexed = limits.Count == 0 ? "null" : "static sizes => " +
            limits.Skip(1).Aggregate(Formula(limits[0]), (least, limit) => "Math.Min(" + least + ", " + Formula(limit) + ")");
        return "new(" + SourceWriter.Literal(input.Name) + ", DType." + input.Type.Element + ", new string[] { " + shape + " }, static sizes => new int[] { " +
            sizes + " }, " + indexed + ")";
    }

    private static string Bound(EntryPlan entry, SizeBound bound) => "new(" + SourceWriter.Literal(bound.Smaller + " <= " + bound.Larger) +
        ", static sizes => " + Formula(entry, bound.Smaller) + ", static sizes => " + Formula(entry, bound.Larger) + ")";

    private static string Step(EntryPlan entry, LoopStep step) =>
        "new(" + SourceWriter.Literal(step.Name) + ", " + SourceWriter.Literal(RemarkText.Step(entry.Program, step)) +
        ", static sizes => " + Formula(entry, Runs(entry.Program, step) * CountWork.FloatingPointOperations(step)) +
        ", static sizes => " + Formula(entry, Runs(entry.Program, step) * CountWork.BytesMoved(entry.Program, step)) +
        ", new SourceDescription[] { " + string.Join(", ", step.Origins.Select(origin => "new(" + Source(entry, origin) + ")")) + " }, StepKind." + step.GetType().Name +
        (step.Again is null ? ")" : ", " + SourceWriter.Literal(step.Again) + ")");

    private static string Operation(EntryPlan entry, LoopProgram program, LoopOperation operation)
    {
        LoopBuffer? Temporary(LoopPlace place) => place.Buffer >= 0 && program.Buffers[place.Buffer] is
        { Kind: BufferKind.Temporary, Stack: null or { Place: not (StackPlace.First or StackPlace.Last) } } buffer ? buffer : null;
        var (value, gradient) = (Temporary(operation.Value), Temporary(operation.Gradient));
        var text = "new(" + Source(entry, operation.Origin) + ", " + (value?.Index ?? -1) + ", " + operation.Value.Step + ", " +
            (gradient?.Index ?? -1) + ", " + operation.Gradient.Step;
        return operation.Repetition < 0 ? text + ")"
            : text + ", " + operation.Repetition + ", StackedArray." + Array(program, value) + ", StackedArray." + Array(program, gradient) + ")";
    }

    /// <summary>How often a step runs.</summary>
    private static Dimension Runs(LoopProgram program, LoopStep step) =>
        step.Repetition < 0 ? Dimension.One : program.Repetitions[step.Repetition].Count;

    /// <summary>The member of the runtime's <c>StackedArray</c>.</summary>
    private static string Array(LoopProgram program, LoopBuffer? buffer)
    {
        if (buffer?.Stack is not { } stack)
        {
            return "Only";
        }

        var isBackward = program.Repetitions[stack.Repetition].IsBackward;
        return stack.Place switch
        {
            StackPlace.Current => isBackward ? "BeforeWayBack" : "BeforeLayer",
            StackPlace.Next => isBackward ? "AfterWayBack" : "AfterLayer",
            _ => "OfLayer",
        };
    }

    private static string Source(EntryPlan entry, int origin)
    {
        var source = origin >= 0 && origin < entry.Model.Sources.Count ? entry.Model.Sources[origin] : new SourceText(string.Empty, string.Empty);
        return SourceWriter.Literal(source.Text) + ", " + SourceWriter.Literal(source.Path);
    }

    private void WriteRun(EntryPlan entry)
    {
        var arguments = entry.Entry.Inputs
            .Select((input, i) => "inputs[" + i + "].AsSpan<" + LoopWriter.TypeOf(input.Type.Element) + ">()")
            .Concat(entry.Entry.Dimensions.Select((_, i) => "sizes[" + i + "]"));
        var call = "((Workspace)workspace)." + (entry.Prefill ?? entry.Name) + "(" + string.Join(", ", arguments) + ")";
        writer.Line("static (workspace, inputs, sizes) => " + (entry.Entry.IsLoss ? "new float[] { " + call + " }" : call + ".ToArray()") + ",");
        var eager = string.Join(", ", entry.Entry.Inputs.Select((_, i) => "inputs[" + i + "]"));
        writer.Line("static (model, inputs) => ((" + model.Type.Name + ")model)." + (entry.Entry.Incremental?.Method ?? entry.Entry.Name) + "(" + eager + ")" + (HasGraph(entry) ? "," : "),"));
    }
}
