using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// What a round of a loop computes from what the reverse sweep knows anyway is computed again when the round is reversed, and not saved:
/// offsets made of counters, the values at which inner counters stopped.
/// </summary>
internal sealed partial class DifferentiateProgram
{
    private readonly HashSet<int> recomputed = new(); // variables of the loops around that need not be saved
    private readonly List<ProgramNode> nodes = new(); // of the program that is differentiated

    /// <summary>
    /// The variables of one round that can be computed again when it is over, with the code that does it, in order: those that no round takes
    /// over from the one before, assigned in one place from what does not change after it until the round ends.
    /// </summary>
    private (List<int> Variables, List<ProgramStatement> Code) Recomputable(ProgramStatement.Loop loop)
    {
        var (found, code) = (new List<int>(), new List<ProgramStatement>());
        var lives = nodes.Where(node => ReferenceEquals(node.Statement, loop)).Select(node => node.LiveIn).ToArray();
        var assigned = KernelProgram.All(loop.Header.Concat(loop.Body).Concat(loop.Step)).OfType<ProgramStatement.Compute>()
            .SelectMany(compute => compute.Outputs).GroupBy(output => output).ToDictionary(group => group.Key, group => group.Count());
        var jumps = loop.Body.SelectMany(Targets).Any(); // past what follows
        var counters = new HashSet<int>(loop.Step.OfType<ProgramStatement.Compute>().SelectMany(step => step.Outputs.Where((output, i) => assigned[output] == 1 && Inverse(step, i) is not null)));
        for (var at = 0; at < loop.Body.Count && lives.Length > 0; at++)
        {
            for (var i = 0; loop.Body[at] is ProgramStatement.Compute compute && i < compute.Outputs.Count; i++)
            {
                var variable = compute.Outputs[i];
                if (lives.Any(live => live.Contains(variable)) || counters.Contains(variable))
                {
                    continue;
                }

                var value = JoinComputations.Trim(compute.Value with { Function = compute.Value.Function with { Results = EquatableArray.Of(compute.Value.Function.Results[i]) } });
                var again = new ProgramStatement.Compute(value, EquatableArray.Of(variable));
                var count = assigned[variable] == 2 && !jumps ? Counted(loop.Body, at, variable) : null;
                if ((assigned[variable] != 1 && count is null) || !IsKnown(value) || (count is not null && !count.Value.Inputs.All(input => input == variable || IsStill(input))))
                {
                    continue;
                }

                found.Add(variable);
                code.Add(again);
                code.AddRange(count is null ? Enumerable.Empty<ProgramStatement>() : new[] { count });
            }
        }

        return (found, code);

        bool IsStill(int input) => !assigned.ContainsKey(input) || counters.Contains(input) || found.Contains(input);

        bool IsKnown(Computation value) => value.Inputs.All(IsStill) && ScalarCost.Of(value.Function) < ScalarCost.Dear &&
            value.Function.Body.All(instruction => instruction.Opcode != ScalarOpcode.Load || (!jumps && !memories[(int)instruction.Constant].IsLocal));
    }

    /// <summary>Where a loop that follows only counts a variable on, the code that counts to its end; null if it does anything else.</summary>
    private ProgramStatement.Compute? Counted(EquatableArray<ProgramStatement> body, int start, int variable)
    {
        foreach (var loop in body.Skip(start + 1).OfType<ProgramStatement.Loop>())
        {
            var steps = loop.Step.OfType<ProgramStatement.Compute>().Where(step => step.Outputs.Contains(variable)).ToArray();
            if (steps.Length == 0)
            {
                continue;
            }

            var output = Enumerable.Range(0, steps[0].Outputs.Count).First(i => steps[0].Outputs[i] == variable);
            var step = new ProgramStatement.Compute(JoinComputations.Trim(steps[0].Value.Only(output)), EquatableArray.Of(variable));
            return loop.Header.Count > 0 || Targets(loop).Any() || loop.Body.SelectMany(Targets).Contains(loop.Label) ? null : FoldCountingLoops.Fold(
                loop with { Body = EquatableArray<ProgramStatement>.Empty, Step = EquatableArray.Of<ProgramStatement>(step) }, program);
        }

        return null;
    }
}
