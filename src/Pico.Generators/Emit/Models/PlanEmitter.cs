using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes what one entry point executes: a static class with the frame (all addresses and sizes), the memory plan's
/// lifetimes, the steps in order, and one method per loop.
/// </summary>
internal sealed class PlanEmitter
{
    private readonly ModelProgram model;
    private readonly EntryPoint entry;
    private readonly LoopProgram program;
    private readonly SourceWriter writer;
    private readonly List<LoopBuffer> temporaries;
    private readonly EquatableArray<Lifetime> lifetimes;
    private readonly StackEmitter stacks;

    private PlanEmitter(EntryPlan plan)
    {
        writer = new SourceWriter(plan.Model.Type.ContainingTypes.Count + 2); // the types around, the model, the class of the plan
        model = plan.Model;
        entry = plan.Entry;
        program = plan.Program;
        lifetimes = PlanMemory.Run(program);
        stacks = new StackEmitter(writer, model, program);
        temporaries = lifetimes.Select(lifetime => program.Buffers[lifetime.Buffer]).ToList();
    }

    /// <summary>The names of the int sizes in the frame: the model's constants, then the named dimensions.</summary>
    public static IEnumerable<string> Sizes(ModelProgram model, EntryPoint entry) => model.OpenConstants.Concat(entry.Dimensions)
        .Concat(entry.Incremental is { } form ? new[] { form.Past } : Enumerable.Empty<string>());

    /// <summary>Whether the plan says how long the elements of its temporaries are; otherwise all have four bytes.</summary>
    public static bool HasNarrowTemporaries(LoopProgram program) =>
        program.Buffers.Any(buffer => buffer is { Kind: BufferKind.Temporary, Storage: not ElementStorage.AsComputed });

    /// <summary>The members of the plan's class. They do not say its name, which it gets when it is known which variants it serves.</summary>
    public static string Members(EntryPlan plan)
    {
        var emitter = new PlanEmitter(plan);
        emitter.Write();
        return emitter.writer.ToString();
    }

    /// <summary>The remark above a plan, without its name.</summary>
    public static IReadOnlyList<string> Remark(EntryPlan plan) => RemarkText.Of(plan.Model, plan.Entry, plan.Program, string.Empty);

    /// <summary>The plan's file.</summary>
    public static string File(EntryPlan plan, string members)
    {
        var (file, name) = (new SourceWriter(), plan.PlanName + "Plan");
        ModelFile.Open(file, plan.Model, RemarkText.Of(plan.Model, plan.Entry, plan.Program, name), () =>
        {
            using (file.Braces("private static unsafe class " + name))
            {
                file.Lines(members);
            }
        });
        return file.ToString();
    }

    private void Write()
    {
        WriteLifetimes();
        WriteSizes();
        WriteBind();
        if (entry.Incremental is not null)
        {
            new StateEmitter(writer, model, program).Write();
        }

        WriteRun();
        stacks.WriteMethods();
        foreach (var step in program.Steps)
        {
            WriteStep(step);
        }

        WriteFrame();
    }

    private void WriteLifetimes()
    {
        writer.Line("// The first and the last step that uses each temporary: " + (temporaries.Count == 0 ? "there are none." : string.Join(", ", temporaries.Select(buffer => buffer.Name)) + "."));
        writer.Line("public static ReadOnlySpan<int> FirstUse => [" + string.Join(", ", lifetimes.Select(lifetime => lifetime.First)) + "];");
        writer.Blank();
        writer.Line("public static ReadOnlySpan<int> LastUse => [" + string.Join(", ", lifetimes.Select(lifetime => lifetime.Last)) + "];");
        writer.Blank();
        if (HasNarrowTemporaries(program))
        {
            writer.Line("// The bytes of an element of each: what is stored as bfloat16 has two.");
            writer.Line("public static ReadOnlySpan<byte> ElementBytes => [" + string.Join(", ", temporaries.Select(buffer => buffer.ElementBytes)) + "];");
            writer.Blank();
        }
    }

    private void WriteSizes()
    {
        writer.Line("/// <summary>The bytes of each temporary.</summary>");
        using (writer.Braces("public static void Sizes(Frame* frame, Span<long> bytes, bool keepsAll)"))
        {
            for (var i = 0; i < temporaries.Count; i++)
            {
                var bytes = temporaries[i].Stack is null
                    ? LoopWriter.Bytes(temporaries[i])
                    : StackEmitter.Bytes(program, temporaries[i]);
                writer.Line("bytes[" + i + "] = " + bytes + "; // " + temporaries[i].Name + " " + RemarkText.Type(temporaries[i]));
            }
        }

        writer.Blank();
    }

    private void WriteBind()
    {
        writer.Line("/// <summary>Gives every temporary its address.</summary>");
        using (writer.Braces("public static void Bind(Frame* frame, byte* memory, MemoryPlan plan)"))
        {
            for (var i = 0; i < temporaries.Count; i++)
            {
                if (temporaries[i].Stack is not null)
                {
                    stacks.WriteBinding(temporaries[i], i);
                    continue;
                }

                writer.Line("frame->" + NameScope.Identifier(temporaries[i].Name) + " = (" + LoopWriter.TypeOf(temporaries[i]) + "*)(memory + plan.Offset(" + i + "));");
            }
        }

        writer.Blank();
    }

    private void WriteRun()
    {
        writer.Line("/// <summary>The steps in order; the clock, if there is one, is told which begins.</summary>");
        using (writer.Braces("public static void Run<S, F, I>(Frame* frame, WorkerPool pool, StepClock? clock)\n    where S : struct, ISimd<F, I>\n    where F : struct\n    where I : struct"))
        {
            for (var i = 0; i < program.Steps.Count; i++)
            {
                if (i > 0)
                {
                    writer.Blank();
                }

                if (program.Steps[i].Repetition < 0)
                {
                    WriteCall(i);
                    continue;
                }

                using (stacks.Loop(program.Steps[i].Repetition))
                {
                    WriteCall(i);
                    for (; i + 1 < program.Steps.Count && program.Steps[i + 1].Repetition == program.Steps[i].Repetition; i++)
                    {
                        writer.Blank();
                        WriteCall(i + 1);
                    }
                }
            }

            writer.Blank();
            writer.Line("clock?.Stop();");
        }
    }

    private void WriteCall(int index)
    {
        var step = program.Steps[index];
        writer.Line("// " + index + ": " + RemarkText.Step(program, step));
        writer.Line("clock?.Begin(" + index + ");");
        var cleared = step switch
        {
            LoopStep.Copy copy => CopyEmitter.Clear(program, copy),
            LoopStep.ScatterAdd scatter => ScatterAddEmitter.Clear(program, scatter),
            _ => null,
        };
        if (cleared is { } clear)
        {
            writer.Line(clear);
        }

        writer.Line(step switch
        {
            LoopStep.Product product => ProductEmitter.Call(program, product),
            LoopStep.Convolution convolution => ConvolutionEmitter.Call(program, convolution),
            LoopStep.Pool pool => PoolEmitter.Call(program, pool),
            LoopStep.PoolBackward pool => PoolEmitter.Call(program, pool),
            LoopStep.Attention attention => AttentionEmitter.Call(program, attention),
            LoopStep.AttentionBackward attention => AttentionEmitter.Call(program, attention),
            LoopStep.RowLoop rows when StreamedResults.Of(program, rows).Count > 0 => RunEither(rows),
            LoopStep.RowLoop rows => Call(step, RowLoopEmitter.Chunks(rows)),
            LoopStep.ColumnLoop columns => Call(step, ColumnLoopEmitter.Chunks(columns)),
            LoopStep.ScatterAdd scatter => Call(step, ScatterAddEmitter.Chunks(scatter)),
            _ => Call(step, CopyEmitter.Chunks((LoopStep.Copy)step)),
        });
        if (step is LoopStep.RowLoop { Totals: not null } withTotals)
        {
            writer.Line(Call(ColumnTotalsEmitter.Name(withTotals), ColumnTotalsEmitter.Chunks(withTotals)));
        }
    }

    private static string Call(LoopStep step, string chunks) => Call(step.Name, chunks);

    private static string Call(string method, string chunks) => "pool.Run(&" + method + "<S, F, I>, frame, " + chunks + ");";

    /// <summary>The call of a loop that is generic over how it stores: as the one kind or the other.</summary>
    private string RunEither(LoopStep.RowLoop step)
    {
        string Address(string store) => "&" + step.Name + "<S, F, I, " + store + ">";
        return "pool.Run(\n    " + StreamedResults.Condition(program, step) + " ? " + Address("NonTemporalStore") + " : " + Address("CachedStore") + ",\n    frame, " + RowLoopEmitter.Chunks(step) + ");";
    }

    /// <summary>The method of a step or of a part of one, up to its frame.</summary>
    private System.IDisposable Method(string method, bool isGenericOverStores = false)
    {
        var (parameter, constraint) = isGenericOverStores
            ? (", " + StreamedResults.TypeParameter, "\n    where " + StreamedResults.TypeParameter + " : struct, IResultStore")
            : (string.Empty, string.Empty);
        var braces = writer.Braces("private static void " + method + "<S, F, I" + parameter + ">(void* state, int chunk)\n    where S : struct, ISimd<F, I>\n    where F : struct\n    where I : struct" + constraint);
        writer.Line("var frame = (Frame*)state;");
        return braces;
    }

    private void WriteStep(LoopStep step)
    {
        if (step is LoopStep.Attention or LoopStep.AttentionBackward or LoopStep.Pool or LoopStep.PoolBackward)
        {
            return; // the call of the kernel is all there is
        }

        writer.Blank();
        writer.Line("// " + RemarkText.Step(program, step) + RemarkText.Origins(model, step));
        if (step is LoopStep.Product product)
        {
            new EpilogueEmitter(writer, program, product.Name, product.Columns, product.Epilogue).Write();
            return;
        }

        if (step is LoopStep.Convolution convolution)
        {
            new EpilogueEmitter(writer, program, convolution.Name, convolution.Columns, convolution.Epilogue).Write();
            return;
        }

        using (Method(step.Name, step is LoopStep.RowLoop loop && StreamedResults.Of(program, loop).Count > 0))
        {
            switch (step)
            {
                case LoopStep.RowLoop rows:
                    new RowLoopEmitter(writer, program, rows).Write();
                    break;
                case LoopStep.ColumnLoop columns:
                    new ColumnLoopEmitter(writer, program, columns).Write();
                    break;
                case LoopStep.ScatterAdd scatter:
                    new ScatterAddEmitter(writer, program, scatter).Write();
                    break;
                case LoopStep.Copy copy:
                    new CopyEmitter(writer, program, copy).Write();
                    break;
            }
        }

        if (step is LoopStep.RowLoop { Totals: not null } withTotals)
        {
            writer.Blank();
            writer.Line("// The totals of what its chunks gathered down the columns.");
            using (Method(ColumnTotalsEmitter.Name(withTotals)))
            {
                new ColumnTotalsEmitter(writer, program, withTotals).Write();
            }
        }
    }

    private void WriteFrame()
    {
        writer.Blank();
        writer.Line("/// <summary>Every size and address that the steps use.</summary>");
        using (writer.Braces("public struct Frame"))
        {
            foreach (var size in Sizes(model, entry))
            {
                writer.Line("public nint " + NameScope.Identifier(size) + ";");
            }

            foreach (var setting in model.OpenSettings)
            {
                writer.Line("public " + ScalarEmitter.TypeOf(setting.Type) + " " + NameScope.Identifier(setting.Name) + ";");
            }

            foreach (var buffer in program.Buffers)
            {
                writer.Line("public " + LoopWriter.TypeOf(buffer) + "* " + NameScope.Identifier(buffer.Name) + "; // " + RemarkText.Kind(buffer) + RemarkText.Type(buffer));
            }

            foreach (var stream in RandomKeys.Streams(program))
            {
                writer.Line("public uint " + RandomKeys.Field(program, stream) + "; // key of the dropout call " + stream.Ordinal + (stream.Repetition < 0 ? string.Empty : " of the layer"));
            }

            stacks.WriteFields();
        }
    }
}
