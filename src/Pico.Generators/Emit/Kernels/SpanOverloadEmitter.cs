using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the method that the user calls: spans in, checks once, then the loop for the width of this machine.</summary>
internal sealed class SpanOverloadEmitter
{
    private static readonly (string Case, string Words, string Suffix)[] Widths =
    {
        ("512", "Simd512, Vector512<float>, Vector512<int>", "512"),
        ("256", "Simd256, FloatLanes256, IntLanes256", "256"),
        ("128", "Simd128, FloatLanes128, IntLanes128", "128"),
        ("", "SimdScalar, FloatLanesScalar, IntLanesScalar", "Scalar"),
    };

    private readonly SourceWriter writer;
    private readonly LaneKernel kernel;
    private readonly LaneParameter[] streams;
    private readonly LaneParameter[] declared;
    private readonly NameScope names;

    public SpanOverloadEmitter(SourceWriter writer, LaneKernel kernel)
    {
        this.writer = writer;
        this.kernel = kernel;
        streams = kernel.Streams.ToArray();
        declared = kernel.Parameters.Where(parameter => parameter.Direction != LaneDirection.Scratch).ToArray();
        names = new NameScope(kernel.Parameters.Select(parameter => parameter.Identifier).ToArray());
    }

    /// <param name="loopName">The private loop, or null: then only the signature is written, and a call says why.</param>
    /// <param name="isParallel">Whether a pool's threads share the work.</param>
    public void Write(string? loopName, bool isParallel = false)
    {
        var parts = isParallel ? new PartsEmitter(writer, kernel, names, loopName ?? "") : null;
        Document(parts);
        writer.Line("[GeneratedCode(\"PicoLib\", \"0.1\")]");
        var returns = kernel.ReturnType;
        writer.List(
            kernel.Accessibility + " static " + (loopName is null ? "" : "unsafe ") + returns + " " + NameScope.Identifier(kernel.Name) + "(",
            declared.Select(Declaration).Concat(parts is null ? Enumerable.Empty<string>() : new[] { "WorkerPool " + parts.Pool }).ToList(), ")");
        using (writer.Open())
        {
            if (loopName is null)
            {
                writer.Line("throw new NotSupportedException(\"" + kernel.Name + " was not compiled: its source has an error that the build reports.\");");
                return;
            }

            if (parts is not null)
            {
                writer.Line("ArgumentNullException.ThrowIfNull(" + parts.Pool + ");");
            }

            Checks();
            var used = LaneLoopEmitter.UsedParameters(kernel);
            var pinned = kernel.Parameters.Where(parameter => parameter.IsStream || (parameter.IsMemory && used.Contains(parameter))).ToArray();
            var rooms = new LaneRooms(writer, pinned.Where(parameter => parameter.IsProvided), names);
            if (rooms.Any())
            {
                writer.Line("if (" + streams[0].Identifier + ".Length == 0) return;");
                writer.Blank();
            }

            if (parts is null)
            {
                rooms.Rent(ScratchCall(null));
            }
            else
            {
                pinned = pinned.Where(parameter => !parameter.IsProvided).ToArray(); // every part rents its own
            }

            var pointers = pinned.ToDictionary(stream => stream, stream => names.Unique(stream.Name + "Pointer"));
            LaneRooms.Fix(writer, pinned, pointers, rooms.SpanOf);
            using (writer.Open())
            {
                if (parts is null)
                {
                    Dispatch(loopName, pointers, rooms);
                }
                else
                {
                    parts.Run(streams[0].Identifier + ".Length", parameter => Argument(parameter, pointers, rooms), ScratchCall(parts.Pool));
                }
            }

            if (parts is null)
            {
                rooms.Add(parameter => parameter.Identifier);
            }
        }

        if (loopName is not null && parts is not null)
        {
            parts.Members();
        }
    }

    /// <summary>How much each lane saves at most.</summary>
    private string ScratchCall(string? pool) => kernel.Name + "Scratch(" + string.Join(", ", declared
        .TakeWhile(parameter => parameter.Name != kernel.Upstream)
        .Concat(streams.Take(1).Where(first => first.Name == kernel.Upstream)) // the only one that says how many elements there are
        .Select(parameter => (parameter.IsIn ? "in " : "") + parameter.Identifier)
        .Concat(pool is null ? Enumerable.Empty<string>() : new[] { pool })) + ")";

    private void Document(PartsEmitter? parts)
    {
        writer.Line("/// <summary>" + kernel.Summary + (parts is null ? "" : " The threads of a pool share the elements; the result does not depend on their number.") + "</summary>");
        foreach (var parameter in declared)
        {
            writer.Line("/// <param name=\"" + parameter.Name + "\">" + parameter.Direction switch
            {
                LaneDirection.Uniform => "One value for all elements.",
                LaneDirection.In => "One value for each element.",
                LaneDirection.InOut => "Read and written, one value for each element.",
                LaneDirection.Memory => "Read by all elements, by index.",
                LaneDirection.SharedGradient => "The gradient with respect to the elements of " + parameter.GradientOf!.TrimStart('@') + ", summed over all elements, is added to it.",
                LaneDirection.WritableMemory => "Read and written by all elements, by index; what several write at one place is any of it.",
                _ => "Receives one value for each element.",
            } + "</param>");
        }

        if (parts is not null)
        {
            writer.Line("/// <param name=\"" + parts.Pool + "\">The threads that share the work.</param>");
        }

        if (kernel.IsReduced)
        {
            writer.Line("/// <returns>" + (kernel.Reduction == KernelReduction.Sum
                ? "The sum, over sixteen lanes in an order that does not depend on the machine; 0 of no elements."
                : kernel.IsPlace ? "The index of the " + (kernel.Reduction == KernelReduction.ArgMax ? "largest" : "smallest") + " result, of the first of equals; NaN counts as such."
                : "The " + (kernel.Reduction == KernelReduction.Max ? "largest" : "smallest") + " result; NaN if any is NaN.") + "</returns>");
        }

        writer.Line("/// <exception cref=\"ArgumentException\">" + (streams.Length > 1
            ? "The spans differ in length, or a written span overlaps another without being the same.</exception>"
            : kernel.IsReduced && kernel.Reduction != KernelReduction.Sum ? "There are no elements.</exception>" : "Never.</exception>"));
    }

    private static string Declaration(LaneParameter parameter) =>
        (parameter.IsIn ? "in " : "") + (parameter.IsStream ? parameter.SpanTypeName : parameter.ScalarTypeName) + " " + parameter.Identifier;

    private void Checks()
    {
        var first = streams[0];
        foreach (var stream in streams.Skip(1))
        {
            writer.Line("KernelArguments.SameLength(" + first.Identifier + ".Length, " + stream.Identifier + ".Length, " +
                Name(first) + ", " + Name(stream) + ");");
        }

        foreach (var gradient in declared.Where(parameter => parameter.GradientOf is not null))
        {
            writer.Line("KernelArguments.SameLength(" + gradient.GradientOf + ".Length, " + gradient.Identifier + ".Length, nameof(" + gradient.GradientOf + "), " + Name(gradient) + ");");
        }

        var spans = declared.Where(parameter => parameter.IsStream || parameter.IsMemory).ToArray();
        for (var i = 0; i < spans.Length; i++)
        {
            for (var j = i + 1; j < spans.Length; j++)
            {
                if (!spans[i].IsWritten && !spans[j].IsWritten)
                {
                    continue;
                }

                // Streams of which one is written: the same memory is fine, element by element. Otherwise not even the same memory.
                var check = (spans[i].IsWritten && spans[j].IsWritten) || spans[i].IsMemory || spans[j].IsMemory ? "Disjoint" : "SameOrDisjoint";
                writer.Line("KernelArguments." + check + "<" + spans[i].Element.Keyword() + ", " + spans[j].Element.Keyword() + ">(" +
                    spans[i].Identifier + ", " + spans[j].Identifier + ", " + Name(spans[i]) + ", " + Name(spans[j]) + ");");
            }
        }

        if (kernel.IsReduced && kernel.Reduction != KernelReduction.Sum)
        {
            writer.Line("KernelArguments.NotEmpty(" + first.Identifier + ".Length, " + Name(first) + ");");
        }
    }

    private void Dispatch(string loopName, IReadOnlyDictionary<LaneParameter, string> pointers, LaneRooms rooms)
    {
        var used = LaneLoopEmitter.UsedParameters(kernel);
        var arguments = kernel.Parameters
            .Where(parameter => parameter.IsStream || used.Contains(parameter))
            .Select(parameter => (!parameter.IsStream && !parameter.IsMemory && IsByReference(parameter) ? "in " : "") + Argument(parameter, pointers, rooms))
            .Concat(LaneLoopEmitter.HasStart(kernel) ? new[] { "0" } : Enumerable.Empty<string>())
            .Concat(new[] { streams[0].Identifier + ".Length" })
            .Concat(LaneLoopEmitter.ReturnsExtreme(kernel) ? new[] { "out _" } : Enumerable.Empty<string>())
            .ToList();
        Dispatch(writer, kernel.IsReduced ? "return " : "", loopName, kernel.Lanes, arguments, isLeft: kernel.IsReduced);
    }

    /// <summary>Writes the call of a loop for the width of this machine.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="result">What is done with what the loop returns.</param>
    /// <param name="loopName">The loop.</param>
    /// <param name="set">The lanes it needs.</param>
    /// <param name="arguments">What it gets.</param>
    /// <param name="isLeft">Whether the call already leaves the method.</param>
    public static void Dispatch(SourceWriter writer, string result, string loopName, LaneSet set, List<string> arguments, bool isLeft)
    {
        using (writer.Braces("switch (SimdWidth.Current)"))
        {
            foreach (var (width, lanes) in WidthsOf(set))
            {
                writer.Line(width.Length > 0 ? "case " + width + ":" : "default:");
                using (writer.Indent())
                {
                    writer.List(result + loopName + "<" + lanes + ">(", arguments, ");");
                    if (!isLeft)
                    {
                        writer.Line("break;");
                    }
                }
            }
        }
    }

    /// <summary>What the loop gets for a parameter.</summary>
    private static string Argument(LaneParameter parameter, IReadOnlyDictionary<LaneParameter, string> pointers, LaneRooms rooms) => parameter.IsMemory
        ? LaneRooms.Pinned(parameter, Cast(parameter) + pointers[parameter], rooms.SpanOf(parameter))
        : parameter.IsStream ? Cast(parameter) + pointers[parameter]
        : parameter.Identifier;

    /// <summary>Whether the loop takes a uniform value by reference.</summary>
    public static bool IsByReference(LaneParameter parameter) => parameter.IsIn || parameter.StructType is not null;

    /// <summary>The widths there are (the last one for every other machine) with the types of their lanes.</summary>
    private static IEnumerable<(string Width, string Lanes)> WidthsOf(LaneSet set) => Widths.Select(width => (
        width.Case,
        width.Words + (set >= LaneSet.Doubles ? ", DoubleLanes" + width.Suffix : "") + (set >= LaneSet.Longs ? ", LongLanes" + width.Suffix : "")));

    private static string Cast(LaneParameter parameter) =>
        parameter.Type.IsUnsigned() ? "(" + LaneLoopEmitter.PointerType(parameter.Element) + ")" : "";

    private static string Name(LaneParameter parameter) => "nameof(" + parameter.Identifier + ")";
}
