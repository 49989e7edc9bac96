using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// What the emitters of the different loops share: the frame's fields, where an access lies, how sixteen lanes or one value
/// are read and written. One instance per method.
/// </summary>
internal sealed class LoopWriter
{
    private readonly Dictionary<LoopSource, string> values = new();
    private readonly Dictionary<object, string> locals = new();
    private readonly Dictionary<LoopSource.Number, string> numbers = new();
    private readonly NameScope outer = new();

    public LoopWriter(SourceWriter writer, LoopProgram program)
    {
        Writer = writer;
        Program = program;
    }

    public SourceWriter Writer { get; }

    public LoopProgram Program { get; }

    /// <summary>A size over the frame's dimensions.</summary>
    public static string Size(Dimension dimension) => DimensionText.Of(dimension, "frame->");

    public static string TypeOf(ScalarType type) => type == ScalarType.Float32 ? "float" : "int";

    /// <summary>The type of a buffer's elements in memory.</summary>
    public static string TypeOf(LoopBuffer buffer) => buffer.Storage == ElementStorage.BFloat16 ? "BFloat16" : TypeOf(buffer.Shape.Element);

    /// <summary>The expression of the bytes of a buffer, or of each array of a stack.</summary>
    public static string Bytes(LoopBuffer buffer) => "checked(" + buffer.ElementBytes + "L * " + DimensionText.Factor(buffer.Shape.Size, "frame->") + ")";

    /// <summary>A free name in this method.</summary>
    public string Reserve(string wish) => outer.Unique(wish);

    /// <summary>
    /// The local that stands for a key in this method; the same at every call. All are asked for before the first block is
    /// written, because a local of a block may not bear the name of one that the method declares later.
    /// </summary>
    public string LocalOf(object key, string wish)
    {
        if (!locals.TryGetValue(key, out var local))
        {
            locals.Add(key, local = Reserve(wish));
        }

        return local;
    }

    /// <summary>
    /// A scope for the locals of a block inside the method. What the blocks around it declare has to be reserved before: C#
    /// lets no local bear the name of one that an enclosing block declares, be it later.
    /// </summary>
    public NameScope Scope() => outer.Inner();

    /// <summary>
    /// Writes a function of scalars into the method's own block; returns the expressions of its results. Their bits are those that lanes
    /// would have: which of both computes a value depends on what shares its loop.
    /// </summary>
    public IReadOnlyList<string> WriteScalars(SourceWriter writer, ScalarFunction function, IReadOnlyList<string> arguments) =>
        new ScalarEmitter(writer, outer, asLanes: true).Write(function, arguments);

    /// <summary>Remembers the local that holds the lanes of a source that does not change within a row.</summary>
    public void Bind(LoopSource source, string local) => values[source] = local;

    public bool IsBound(LoopSource source) => values.ContainsKey(source);

    /// <summary>The local that holds a number that only sizes determine; the first call declares it.</summary>
    public string Number(LoopSource.Number number)
    {
        if (!numbers.TryGetValue(number, out var local))
        {
            var sizes = number.Sizes.Select((size, i) => "(" + ScalarEmitter.TypeOf(number.Function.Parameters[i].Type) + ")" + DimensionText.Operand(size, "frame->")).ToList();
            var value = WriteScalars(Writer, number.Function, sizes)[0];
            numbers.Add(number, local = Reserve(number.Function.Name));
            Writer.Line("var " + local + " = " + value + ";");
        }

        return local;
    }

    public string Field(int buffer) => "frame->" + NameScope.Identifier(Program.Buffers[buffer].Name);

    /// <summary>The address of the first element that an access reads in a row, whose number is an expression.</summary>
    public string RowAddress(int buffer, LoopAccess access, string row)
    {
        var index = access.Row == LoopRow.First ? null : RowIndex(access, row);
        return index is null ? Field(buffer) : Field(buffer) + " + " + Times(index, access.Columns);
    }

    /// <summary>The one element that an access reads in a row when it does not vary along the columns.</summary>
    public string RowElement(int buffer, LoopAccess access, string row) => Widened(buffer) + (access.Row switch
    {
        LoopRow.First => "*" + Field(buffer),
        _ => Field(buffer) + "[" + Times(RowIndex(access, row), access.Columns) + "]",
    });

    /// <summary>What stands before one element of a buffer, so that it is computed with as float.</summary>
    public string Widened(int buffer) => Program.Buffers[buffer].Storage == ElementStorage.BFloat16 ? "(float)" : string.Empty;

    /// <summary>The statement that sets a buffer to zero.</summary>
    public static string Clear(LoopProgram program, int buffer) => "new Span<" + TypeOf(program.Buffers[buffer]) + ">(frame->" + NameScope.Identifier(program.Buffers[buffer].Name) +
        ", checked((int)(" + Size(program.Buffers[buffer].Shape.Size) + "))).Clear();";

    /// <summary>The lanes of a source at a column; count is null for all sixteen.</summary>
    public string Lanes(LoopSource source, string column, string? count, string element) => source switch
    {
        _ when values.TryGetValue(source, out var bound) && source is not LoopSource.Load { Access.VariesAlongColumns: true } => bound,
        LoopSource.Load load => "S.Load(" + AddressOf(load) + " + " + column + Tail(count) + ")",
        LoopSource.ColumnIndex => "S.Add(S.Broadcast((int)" + column + "), S.LaneIndex)",
        LoopSource.Random random => "SimdRandom.Uniform<S, F, I>(S.Add(S.Broadcast((int)(" + element + ")), S.LaneIndex), S.Broadcast(0), frame->" + RandomKeys.Field(Program, random.Stream) + ")",
        _ => throw new InvalidOperationException("no lanes for " + source),
    };

    /// <summary>The lanes of all that a body reads at a column, in locals unless they are bound already.</summary>
    public IReadOnlyList<string> Arguments(LoopBody body, NameScope names, string column, string? count, string element)
    {
        var arguments = new List<string>();
        for (var i = 0; i < body.Sources.Count; i++)
        {
            var source = body.Sources[i];
            var lanes = Lanes(source, column, count, element);
            if (!IsBound(source) || source is LoopSource.Load { Access.VariesAlongColumns: true })
            {
                var local = names.Unique(body.Function.Parameters[i].Name + (source is LoopSource.Load ? "Lanes" : string.Empty));
                Writer.Line("var " + local + " = " + lanes + ";");
                lanes = local;
            }

            arguments.Add(lanes);
        }

        return arguments;
    }

    /// <summary>The address that <see cref="Bind"/> gave a load, or the frame's field.</summary>
    public string AddressOf(LoopSource.Load load) => values.TryGetValue(load, out var local) ? local : Field(load.Buffer);

    /// <summary>Writes the statement that stores lanes, or adds them to what is there; the address then gets a local.</summary>
    public void Store(LoopSink.Store store, string address, string value, string? count, Func<string, string> localOf)
    {
        if (store.Accumulate)
        {
            var local = localOf(Program.Buffers[store.Buffer].Name);
            Writer.Line("var " + local + " = " + address + ";");
            (address, value) = (local, "S.Add(S.Load(" + local + Tail(count) + "), " + value + ")");
        }

        Writer.Line("S.Store(" + address + ", " + value + Tail(count) + ");");
    }

    /// <summary>Writes the statement that adds lanes to a float reduction that lies in memory, or takes the larger; what is there may have been read before.</summary>
    public void Gather(string address, Monoid monoid, string value, string? count, string? soFar = null) =>
        Writer.Line("S.Store(" + address + ", " + Combine(monoid) + "(" + (soFar ?? "S.Load(" + address + Tail(count) + ")") + ", " + value + ")" + Tail(count) + ");");

    /// <summary>Writes a loop over a run of columns, sixteen at a time, and what is left of them. Where the number of all is a constant, only what runs is written.</summary>
    public void WriteColumns(Dimension columns, string first, string end, Action<string?> body)
    {
        var constant = columns.Value;
        Writer.Line("var column = " + first + ";");
        if (constant is null or >= 16)
        {
            using (Writer.Braces("for (; column <= " + end + " - 16; column += 16)"))
            {
                body(null);
            }
        }

        if (constant is null || constant % 16 != 0)
        {
            Writer.Blank();
            using (Writer.Braces("if (column < " + end + ")"))
            {
                Writer.Line("var count = (int)(" + end + " - column);");
                body("count");
            }
        }
    }

    /// <summary>The call that gives a span of floats the reduction of nothing.</summary>
    public static string Reset(Monoid monoid) => monoid == Monoid.Sum ? "Clear()" : "Fill(" + Identity(monoid) + ")";

    /// <summary>A size as a factor, or the row itself where rows have one element.</summary>
    public static string Times(string index, Dimension columns) =>
        columns.IsOne ? index : "(" + index + " * " + DimensionText.Factor(columns, "frame->") + ")";

    public static string Identity(Monoid monoid) => monoid == Monoid.Sum ? "0f" : "float.NegativeInfinity";

    public static string Combine(Monoid monoid) => monoid == Monoid.Sum ? "S.Add" : "S.Max";

    /// <summary>The argument that masks what lies beyond so many lanes.</summary>
    public static string Tail(string? count) => count is null ? string.Empty : ", " + count;

    private string RowIndex(LoopAccess access, string row) => access.Row switch
    {
        LoopRow.Same => row,
        LoopRow.Chunk => "chunk",
        LoopRow.Indexed => "(nint)" + RowElement(access.Index!.Buffer, access.Index.Access, row),
        _ => Periodic(access, row),
    };

    private static string Periodic(LoopAccess access, string row)
    {
        var divided = access.Divisor.IsOne ? row : "(" + row + " / " + DimensionText.Operand(access.Divisor, "frame->") + ")";
        return "(" + divided + " % " + DimensionText.Operand(access.Modulus, "frame->") + ")";
    }
}
