using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>The remarks that explain a generated file to its reader.</summary>
internal static class RemarkText
{
    /// <summary>The opening remark of an entry point's file: what it computes, from what, in which steps.</summary>
    public static IReadOnlyList<string> Of(ModelProgram model, EntryPoint entry, LoopProgram program, string name)
    {
        var lines = new List<string>
        {
            model.Type.Name + "." + entry.Name + ", compiled: " + name + ".",
            string.Empty,
        };
        foreach (var input in entry.Inputs)
        {
            lines.Add("input      " + input.Name + " " + input.Type);
        }

        lines.AddRange(program.Buffers.Where(buffer => buffer.Kind == BufferKind.Parameter)
            .Select(buffer => "parameter  " + model.Parameters[buffer.Index].Name + " " + Type(buffer)));
        lines.Add("result     " + program.Buffers[program.Result].Name + " " + program.Buffers[program.Result].Shape);
        lines.AddRange(program.Steps.Select(step => step.Again).OfType<string>().Distinct().Select(layer => "again      " + Again(program, layer)));
        lines.Add(string.Empty);
        lines.AddRange(program.Steps.Select((step, index) => "step " + index + "  " + Step(program, step) + Layers(program, step) + (step.Again is null ? string.Empty : ", again")));
        return lines;
    }

    /// <summary>Such as <c>mlp: nothing inside is kept for the way back; steps 5, 6 compute again what it needs</c>.</summary>
    private static string Again(LoopProgram program, string layer)
    {
        var steps = Enumerable.Range(0, program.Steps.Count).Where(step => program.Steps[step].Again == layer).ToList();
        return layer + ": nothing inside is kept for the way back; " +
            (steps.Count == 1 ? "step " + steps[0] + " computes" : "steps " + string.Join(", ", steps) + " compute") + " again what it needs";
    }

    /// <summary>Such as <c>, for each of blocks</c>; empty for what runs once.</summary>
    private static string Layers(LoopProgram program, LoopStep step) => step.Repetition < 0 ? string.Empty
        : program.Repetitions[step.Repetition] is { IsBackward: true } back ? ", back through " + back.Name
        : ", for each of " + program.Repetitions[step.Repetition].Name;

    /// <summary>One line: what the step makes and over which iteration space.</summary>
    public static string Step(LoopProgram program, LoopStep step) => step switch
    {
        LoopStep.Product product => Made(program, product.Epilogue) + " from the product " +
            (product.Batch.IsOne ? string.Empty : product.Batch + " × ") +
            "[" + product.Rows + ", " + product.Inner + "] · [" + product.Inner + ", " + product.Columns + "]",
        LoopStep.RowLoop { IsFlat: true } flat => Made(program, flat.Phases[0].Element) + ", element by element [" + flat.Domain.Rows * flat.Domain.Columns + "]",
        LoopStep.RowLoop rows => Made(program, rows.Phases.SelectMany(phase => new[] { phase.Row, phase.Element }).ToArray()) +
            " over rows" + (rows.Totals is { } totals ? ", " + Made(program, totals) + " down the columns" : string.Empty) + " [" + rows.Domain.Rows + " × " + rows.Domain.Columns + "]",
        LoopStep.ColumnLoop columns => Made(program, columns.Finish) + " down the columns [" +
            (columns.Outer.IsOne ? string.Empty : columns.Outer + " × ") + columns.Length + " × " + columns.Columns + "]",
        LoopStep.ScatterAdd scatter => program.Buffers[scatter.Buffer].Name + ", the rows of " + program.Buffers[scatter.Source.Buffer].Name +
            " added where " + program.Buffers[scatter.Destination.Index!.Buffer].Name + " says [" + scatter.Length + " × " + scatter.Columns + "]",
        LoopStep.Convolution convolution => Made(program, convolution.Epilogue) + " from the " + Convolution(convolution),
        LoopStep.Pool pool => program.Buffers[pool.Result].Name + ", the " + (pool.Monoid == Monoid.Max ? "maxima" : "sums") + " of " + Windows(pool.Sizes) + " of " + pool.Planes + " planes",
        LoopStep.PoolBackward pool => program.Buffers[pool.Result].Name + " through the " + (pool.Monoid == Monoid.Max ? "maxima" : "sums") + " of " + Windows(pool.Sizes) + " of " + pool.Planes + " planes",
        LoopStep.Attention attention => program.Buffers[attention.Output.Buffer].Name + ", " + Attention(attention.Sizes, attention.IsCausal),
        LoopStep.AttentionBackward attention => string.Join(", ", attention.Buffers.Writes.Select(buffer => program.Buffers[buffer].Name)) +
            " through the " + Attention(attention.Sizes, attention.IsCausal),
        LoopStep.Copy copy => program.Buffers[copy.Destination.Buffer].Name + ", a copy of " + program.Buffers[copy.Source.Buffer].Name + " in another layout",
        _ => step.Name,
    };

    /// <summary>The user's expressions that a step computes.</summary>
    public static string Origins(ModelProgram model, LoopStep step)
    {
        var texts = step.Origins.Where(origin => origin < model.Sources.Count)
            .Select(origin => model.Sources[origin].Text)
            .Where(text => text.Length is > 0 and <= 60)
            .Distinct()
            .Take(3)
            .ToList();
        return texts.Count == 0 ? string.Empty : ": " + string.Join("; ", texts);
    }

    /// <summary>The user's expression and the layer it stands in, for a message.</summary>
    public static string Place(ModelProgram model, int origin)
    {
        if (origin < 0 || origin >= model.Sources.Count)
        {
            return model.Type.Name;
        }

        var source = model.Sources[origin];
        return "'" + source.Text + "'" + (source.Path.Length == 0 ? string.Empty : " in layer '" + source.Path + "'");
    }

    public static string Kind(LoopBuffer buffer) => buffer.Kind switch
    {
        BufferKind.Input => "input ",
        BufferKind.Parameter => "parameter ",
        BufferKind.Gradient => "gradient ",
        BufferKind.State => "remembered ",
        _ => string.Empty,
    };

    /// <summary>The shape of a buffer, with the type of its elements in memory where that is not float.</summary>
    public static string Type(LoopBuffer buffer) => (buffer.Storage == ElementStorage.BFloat16 ? "bfloat16 " : string.Empty) + buffer.Shape;

    private static string Convolution(LoopStep.Convolution step)
    {
        var sizes = "[" + string.Join(", ", step.Batch, step.Channels, step.Sizes.Height, step.Sizes.Width) + "] by " + step.Filters + " filters [" +
            step.Sizes.KernelHeight + ", " + step.Sizes.KernelWidth + "]" + (step.Groups.IsOne ? string.Empty : " in " + step.Groups + " groups");
        return step.Part switch
        {
            ConvolutionPart.Result => "convolution of " + sizes,
            ConvolutionPart.Images => "gradient of the images of the convolution of " + sizes,
            _ => "gradient of the filters of the convolution of " + sizes,
        };
    }

    private static string Windows(WindowSizes sizes) => sizes.Windows + " windows [" + sizes.KernelHeight + ", " + sizes.KernelWidth + "]";

    private static string Attention(AttentionSizes sizes, bool isCausal) =>
        (isCausal ? "causal " : string.Empty) + "attention of [" + sizes.Batch + ", " + sizes.Heads + ", " + sizes.Queries + ", " + sizes.Depth +
        "] on " + sizes.Keys + " keys";

    /// <summary>What the bodies store; the values in between are for the reader of the loop itself.</summary>
    private static string Made(LoopProgram program, params LoopBody[] bodies) => string.Join(", ", bodies
        .SelectMany(body => body.Sinks)
        .OfType<LoopSink.Store>()
        .Where(store => store.Row != LoopRow.Chunk)
        .Select(store => program.Buffers[store.Buffer].Name)
        .Distinct());
}
