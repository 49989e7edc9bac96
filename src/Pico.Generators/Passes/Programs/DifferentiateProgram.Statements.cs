using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Straight-line code and memory in both sweeps.</summary>
internal sealed partial class DifferentiateProgram
{
    private Sweeps Compute(ProgramStatement.Compute compute)
    {
        var sweeps = new Sweeps();
        var inverses = Enumerable.Range(0, compute.Outputs.Count).Select(output => Inverse(compute, output)).ToArray();
        Save(compute.Outputs.Where((output, i) => inverses[i] is null && !recomputed.Contains(output)), sweeps);
        sweeps.Forward.Add(compute);
        sweeps.Reverse.AddRange(inverses.OfType<ProgramStatement>());
        Adjoint(
            compute.Value,
            Enumerable.Range(0, compute.Outputs.Count)
                .Where(i => adjoints.ContainsKey(compute.Outputs[i]))
                .Select(i => (i, adjoints[compute.Outputs[i]]))
                .ToArray(),
            sweeps.Reverse);
        return sweeps;
    }

    /// <summary>What an integer was before a constant was added to it, nobody need save.</summary>
    private ProgramStatement? Inverse(ProgramStatement.Compute compute, int output)
    {
        var function = compute.Value.Function;
        var variable = compute.Outputs[output];
        return FoldCountingLoops.Increment(function, output, out var parameter) is { } by && compute.Value.Inputs[parameter] == variable
            ? Evaluate(
                variable,
                (builder, values) => builder.Emit(
                    by > 0 ? ScalarOpcode.Subtract : ScalarOpcode.Add, variables[variable].Type, values[0], builder.Constant(variables[variable].Type, System.Math.Abs(by))),
                variable)
            : null;
    }

    /// <summary>
    /// Adds what straight-line code hands to its inputs. The upstream gradients that are adjoints of variables it has assigned are
    /// spent thereby: what the variables held before has no gradient yet.
    /// </summary>
    private void Adjoint(Computation value, IReadOnlyList<(int Result, int Upstream)> results, List<ProgramStatement> reverse)
    {
        var wanted = results.Where(result => !zero.Contains(result.Upstream)).ToArray();
        if (wanted.Length == 0)
        {
            return;
        }

        var adjoint = AdjointOfComputation.Run(value, wanted, active, variables);
        missing ??= adjoint.WithoutDerivative;
        var outputs = new SortedDictionary<int, int>();
        foreach (var spent in wanted.Select(result => result.Upstream).Where(adjoints.ContainsValue))
        {
            outputs[spent] = adjoint.Zero(variables[spent].Type);
            zero.Add(spent);
        }

        foreach (var (input, share) in adjoint.Inputs)
        {
            var gradient = adjoints[input];
            outputs[gradient] = zero.Remove(gradient) ? share : adjoint.Add(outputs.TryGetValue(gradient, out var sum) ? sum : adjoint.Read(gradient), share);
        }

        foreach (var unchanged in outputs.Where(pair => adjoint.VariableOf(pair.Value) == pair.Key).Select(pair => pair.Key).ToArray())
        {
            outputs.Remove(unchanged);
        }

        var stores = adjoint.Loads.Select(load => AddTo(
            memoryAdjoints[load.Memory],
            Hold(adjoint, load.Index, "index", outputs),
            Hold(adjoint, load.Value, memories[load.Memory].Name + "Share", outputs))).ToArray();
        if (outputs.Count > 0)
        {
            reverse.Add(adjoint.Build(outputs.Select(output => (output.Key, output.Value)).ToArray()));
        }

        reverse.AddRange(stores);
    }

    /// <summary>A value for the statements that follow: a constant, a variable that keeps its value, or a new one.</summary>
    private (int Variable, ScalarInstruction? Constant) Hold(AdjointOfComputation adjoint, int value, string name, SortedDictionary<int, int> outputs)
    {
        if (adjoint.ConstantOf(value) is { } constant)
        {
            return (-1, constant);
        }

        var variable = adjoint.VariableOf(value);
        if (variable < 0 || outputs.ContainsKey(variable))
        {
            variable = Variable(name, adjoint.TypeOf(value));
            outputs.Add(variable, value);
        }

        return (variable, null);
    }

    private ProgramStatement AddTo(int memory, (int Variable, ScalarInstruction? Constant) index, (int Variable, ScalarInstruction? Constant) share)
    {
        var builder = new ScalarBuilder(program.Name);
        var inputs = new List<int>();
        int Value((int Variable, ScalarInstruction? Constant) held)
        {
            if (held.Constant is { } constant)
            {
                return builder.Constant(constant.Type, constant.Constant);
            }

            inputs.Add(held.Variable);
            return builder.Parameter(variables[held.Variable].Name, variables[held.Variable].Type);
        }

        var (place, addend) = (Value(index), Value(share));
        var sum = builder.Emit(ScalarOpcode.Add, builder.TypeOf(addend), Load(builder, memory, place), addend);
        return new ProgramStatement.Store(
            memory, new Computation(builder.Build(new ScalarResult("index", place), new ScalarResult("value", sum)), inputs.ToEquatableArray()), -1);
    }

    private int Load(ScalarBuilder builder, int memory, int index) => builder.Emit(new ScalarInstruction(
        ScalarOpcode.Load, memories[memory].Element.Lane(), EquatableArray.Of(index), memory));

    private Sweeps Store(ProgramStatement.Store store)
    {
        var index = store.Place with { Function = store.Place.Function with { Results = EquatableArray.Of(store.Place.Function.Results[0]) } };
        index = JoinComputations.Trim(index);
        if (index.Function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.Load && instruction.Constant == store.Memory))
        {
            // Once the element is overwritten, its place cannot be computed again: it becomes a variable, which is saved as others are.
            var place = Variable("index", ScalarType.Int32);
            return Sequence(
                () => Statement(new ProgramStatement.Compute(index, EquatableArray.Of(place)), null),
                () => Store(store with { Place = WithIndex(store.Place, place) }));
        }

        var sweeps = new Sweeps();
        if (!unread.Contains(store.Memory))
        {
            SaveElement(store.Memory, index, sweeps);
        }

        sweeps.Forward.Add(store);
        if (memoryAdjoints.TryGetValue(store.Memory, out var gradients))
        {
            var spent = Variable(memories[store.Memory].Name + "Upstream", memories[gradients].Element.Lane());
            sweeps.Reverse.Add(new ProgramStatement.Compute(
                Continue(index, (builder, value) => new[] { Load(builder, gradients, value) }), EquatableArray.Of(spent)));
            sweeps.Reverse.Add(new ProgramStatement.Store(
                gradients, Continue(index, (builder, value) => new[] { value, builder.Constant(memories[gradients].Element.Lane(), 0.0) }), -1));
            Adjoint(store.Place, new[] { (1, spent) }, sweeps.Reverse);
        }

        return sweeps;
    }

    private Computation WithIndex(Computation place, int variable)
    {
        var builder = new ScalarBuilder(program.Name);
        var arguments = place.Function.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type)).ToArray();
        var value = builder.Inline(place.Function, arguments)[1];
        var index = builder.Parameter(variables[variable].Name, ScalarType.Int32);
        return JoinComputations.Trim(new Computation(
            builder.Build(new ScalarResult("index", index), new ScalarResult("value", value)), place.Inputs.Concat(new[] { variable }).ToEquatableArray()));
    }

    /// <summary>What is computed from the only result of a computation, and further variables.</summary>
    private Computation Continue(Computation computation, System.Func<ScalarBuilder, int, int[]> write, params int[] more)
    {
        var builder = new ScalarBuilder(program.Name);
        var arguments = computation.Function.Parameters.Select(parameter => builder.Parameter(parameter.Name, parameter.Type)).ToArray();
        var results = write(builder, builder.Inline(computation.Function, arguments)[0]);
        return new Computation(
            builder.Build(results.Select((result, i) => new ScalarResult("v" + i, result)).ToArray()), computation.Inputs.Concat(more).ToEquatableArray());
    }

    private Sweeps Clear(ProgramStatement.Clear clear)
    {
        var sweeps = new Sweeps();
        var isFirst = depth == 0 && --clears[clear.Memory] == 0; // when it comes into scope it holds nothing
        if (!isFirst && !unread.Contains(clear.Memory))
        {
            SaveArray(clear.Memory, sweeps);
        }

        sweeps.Forward.Add(clear);
        if (memoryAdjoints.TryGetValue(clear.Memory, out var gradients))
        {
            sweeps.Reverse.Add(new ProgramStatement.Clear(gradients));
        }

        return sweeps;
    }

    /// <summary>The same piece of the program in both sweeps; the reverse sweep in the order in which it runs.</summary>
    private sealed class Sweeps
    {
        public List<ProgramStatement> Forward { get; } = new();

        public List<ProgramStatement> Reverse { get; } = new();

        public void Deconstruct(out List<ProgramStatement> forward, out List<ProgramStatement> reverse) => (forward, reverse) = (Forward, Reverse);
    }
}
