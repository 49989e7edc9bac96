using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>What the forward sweep saves and the reverse sweep restores: inside loops, and whole arrays, on the scratch, elsewhere in variables.</summary>
internal sealed partial class DifferentiateProgram
{
    /// <summary>Saves variables that are about to be overwritten.</summary>
    private void Save(IEnumerable<int> overwritten, Sweeps sweeps)
    {
        var kept = overwritten.Select(variable => (Variable: variable, Record: records++)).Where(save => !dropped.Contains(save.Record)).ToArray();
        if (kept.Length == 0)
        {
            return;
        }

        ProgramStatement.Compute pop;
        if (depth == 0)
        {
            var copies = kept.Select(save => Variable(variables[save.Variable].Name + "Before", variables[save.Variable].Type)).ToArray();
            sweeps.Forward.AddRange(kept.Select((save, i) => Copy(save.Variable, copies[i])));
            pop = new ProgramStatement.Compute(Expressions((_, values) => values, copies), kept.Select(save => save.Variable).ToEquatableArray());
        }
        else
        {
            for (var i = 0; i < kept.Length; i++)
            {
                var place = i;
                sweeps.Forward.Add(new ProgramStatement.Store(scratch, Expressions(
                    (builder, values) => new[] { Offset(builder, values[0], place), ToSaved(builder, values[1]) }, saved, kept[i].Variable), -1));
            }

            sweeps.Forward.Add(Advance(kept.Length));
            sweeps.Reverse.Add(Advance(-kept.Length));
            pop = new ProgramStatement.Compute(
                Expressions((builder, values) => kept.Select((save, i) => FromSaved(builder, Load(builder, scratch, Offset(builder, values[0], i)), variables[save.Variable].Type)).ToArray(), saved),
                kept.Select(save => save.Variable).ToEquatableArray());
        }

        sweeps.Reverse.Add(pop);
        pops.AddRange(kept.Select(save => (pop, save.Record, save.Variable, depth > 0)));
    }

    /// <summary>What a loop computes again was something else before the loop.</summary>
    private Sweeps Saved(IEnumerable<int> overwritten)
    {
        var sweeps = new Sweeps();
        Save(overwritten, sweeps);
        return sweeps;
    }

    /// <summary>Saves the element of a local array that is about to be overwritten.</summary>
    private void SaveElement(int memory, Computation index, Sweeps sweeps)
    {
        var type = memories[memory].Element.Lane();
        if (depth == 0)
        {
            var copy = Variable(memories[memory].Name + "Before", type);
            sweeps.Forward.Add(new ProgramStatement.Compute(
                Continue(index, (builder, place) => new[] { Load(builder, memory, place) }), EquatableArray.Of(copy)));
            sweeps.Reverse.Add(new ProgramStatement.Store(memory, WithValue(index, builder => builder.Parameter(variables[copy].Name, type), copy), -1));
            return;
        }

        sweeps.Forward.Add(new ProgramStatement.Store(scratch, SavedElement(memory, index), -1));
        sweeps.Forward.Add(Advance(1));
        sweeps.Reverse.Add(Advance(-1));
        sweeps.Reverse.Add(new ProgramStatement.Store(
            memory, WithValue(index, builder => FromSaved(builder, Load(builder, scratch, builder.Parameter(variables[saved].Name, ScalarType.Int32)), type), saved), -1));
    }

    /// <summary>The place of the next saved value, and an element of memory as that value.</summary>
    private Computation SavedElement(int memory, Computation index)
    {
        var builder = new ScalarBuilder(program.Name);
        var arguments = index.Function.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type)).ToArray();
        var element = Load(builder, memory, builder.Inline(index.Function, arguments)[0]);
        var top = builder.Parameter(variables[saved].Name, ScalarType.Int32);
        return new Computation(
            builder.Build(new ScalarResult("index", top), new ScalarResult("value", ToSaved(builder, element))),
            index.Inputs.Concat(new[] { saved }).ToEquatableArray());
    }

    /// <summary>A place, and a value for it that is computed from one more variable.</summary>
    private Computation WithValue(Computation index, System.Func<ScalarBuilder, int> value, int more) =>
        Continue(index, (builder, place) => new[] { place, value(builder) }, more);

    /// <summary>Saves all elements of a local array that is about to be cleared.</summary>
    private void SaveArray(int memory, Sweeps sweeps)
    {
        var element = Variable("element", ScalarType.Int32);
        var type = memories[memory].Element.Lane();
        sweeps.Forward.AddRange(Count(element, memories[memory].Length, new ProgramStatement.Store(scratch, Expressions(
            (builder, values) => new[] { builder.Emit(ScalarOpcode.Add, ScalarType.Int32, values[0], values[1]), ToSaved(builder, Load(builder, memory, values[1])) }, saved, element), -1)));
        sweeps.Forward.Add(Advance(memories[memory].Length));
        sweeps.Reverse.Add(Advance(-memories[memory].Length));
        sweeps.Reverse.AddRange(Count(element, memories[memory].Length, new ProgramStatement.Store(memory, Expressions(
            (builder, values) => new[] { values[1], FromSaved(builder, Load(builder, scratch, builder.Emit(ScalarOpcode.Add, ScalarType.Int32, values[0], values[1])), type) }, saved, element), -1)));
    }

    /// <summary>A loop over the numbers below a constant.</summary>
    private ProgramStatement[] Count(int counter, int end, ProgramStatement body) => new ProgramStatement[]
    {
        Set(counter, 0),
        new ProgramStatement.Loop(
            labels++,
            EquatableArray<ProgramStatement>.Empty,
            Expression((builder, values) => builder.Emit(ScalarOpcode.LessThan, ScalarType.Bool, values[0], builder.Constant(ScalarType.Int32, (long)end)), counter),
            EquatableArray.Of(body),
            EquatableArray.Of<ProgramStatement>(Evaluate(counter, (builder, values) => Offset(builder, values[0], 1), counter)),
            TestsAfter: false),
    };

    private ProgramStatement Advance(int by) => Evaluate(saved, (builder, values) => Offset(builder, values[0], by), saved);

    private static int Offset(ScalarBuilder builder, int value, int by) => by == 0 ? value : builder.Emit(
        by > 0 ? ScalarOpcode.Add : ScalarOpcode.Subtract, ScalarType.Int32, value, builder.Constant(ScalarType.Int32, (long)System.Math.Abs(by)));

    /// <summary>A value as the scratch holds it.</summary>
    private int ToSaved(ScalarBuilder builder, int value) => builder.TypeOf(value) switch
    {
        var type when type == saves => value,
        ScalarType.Bool => builder.Emit(ScalarOpcode.Select, saves, value, builder.Constant(saves, 1.0), builder.Constant(saves, 0.0)),
        var type => builder.Emit(IsByBits(type) ? ScalarOpcode.BitCast : ScalarOpcode.Convert, saves, value),
    };

    private int FromSaved(ScalarBuilder builder, int value, ScalarType type) =>
        type == saves ? value
        : type == ScalarType.Bool ? builder.Emit(ScalarOpcode.NotEqual, ScalarType.Bool, value, builder.Constant(saves, 0.0))
        : builder.Emit(IsByBits(type) ? ScalarOpcode.BitCast : ScalarOpcode.Convert, type, value);

    /// <summary>Whether numbers go there as bits: a double has 53 digits only, a float 24.</summary>
    private bool IsByBits(ScalarType type) => type.IsLong() || saves == ScalarType.Float32;
}
