using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>What the code of a mode needs to know about its states as a whole.</summary>
internal sealed class ScannerPlan
{
    private const int None = -1;

    private readonly HashSet<int>[] pending;
    private readonly bool[] recalls;

    public ScannerPlan(LexerProgram program, LexerMode mode)
    {
        var ascii = program.Classes.OfAscii();
        BeyondAscii = Enumerable.Range(0, program.Classes.Count).Where(program.Classes.IsBeyondAscii).ToArray();
        States = Enumerable.Range(0, mode.Dfa.States.Count).Select(number => new ScannerState(program, mode.Dfa, number, ascii, BeyondAscii)).ToArray();
        pending = FindPending();
        recalls = FindRecalls();
        Names = NameStates(program);
    }

    public IReadOnlyList<ScannerState> States { get; }

    /// <summary>The classes that have members beyond ASCII.</summary>
    public IReadOnlyList<int> BeyondAscii { get; }

    /// <summary>A label for each state.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether some state must be told at run time which rule matched last.</summary>
    public bool UsesAccepted => recalls[0] || States.Any(state => IsAmbiguous(state.Number));

    /// <summary>Whether some state goes back to where a rule matched.</summary>
    public bool UsesEnd => pending.Any(rules => rules.Any(rule => rule != None));

    /// <summary>The rules of which one has matched last when the state is reached, -1 for none; empty in accepting states.</summary>
    public IReadOnlyCollection<int> Pending(int state) => pending[state];

    /// <summary>Whether a state cannot know what matched last.</summary>
    public bool IsAmbiguous(int state) => pending[state].Count > 1;

    /// <summary>Whether an edge into the state must record which rule has matched: some state behind it, before another match, will ask.</summary>
    public bool Recalls(int state) => recalls[state];

    private HashSet<int>[] FindPending()
    {
        var result = States.Select(_ => new HashSet<int>()).ToArray();
        result[0].Add(None);
        var work = new Queue<int>(States.Select(state => state.Number));
        while (work.Count > 0)
        {
            var state = States[work.Dequeue()];
            foreach (var target in state.Targets.Where(target => States[target].Accepts < 0))
            {
                var before = result[target].Count;
                result[target].UnionWith(state.Accepts >= 0 ? new[] { state.Accepts } : result[state.Number]);
                if (result[target].Count > before)
                {
                    work.Enqueue(target);
                }
            }
        }

        return result;
    }

    private bool[] FindRecalls()
    {
        var result = States.Select(state => state.Accepts < 0 && IsAmbiguous(state.Number)).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var state in States.Reverse().Where(state => state.Accepts < 0 && !result[state.Number]))
            {
                result[state.Number] = state.Targets.Any(target => result[target]);
                changed |= result[state.Number];
            }
        }

        return result;
    }

    /// <summary>Named after the rule that the state accepts, or the only one that can still match; else numbered.</summary>
    private string[] NameStates(LexerProgram program)
    {
        var reachable = States.Select(state => new HashSet<int>(state.Accepts >= 0 ? new[] { state.Accepts } : System.Array.Empty<int>())).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var state in States.Reverse())
            {
                var before = reachable[state.Number].Count;
                foreach (var target in state.Targets)
                {
                    reachable[state.Number].UnionWith(reachable[target]);
                }

                changed |= reachable[state.Number].Count > before;
            }
        }

        var taken = new HashSet<string> { "token", "unexpected", "backUp" };
        return States.Select(state =>
        {
            var rule = state.Accepts >= 0 ? state.Accepts : reachable[state.Number].Count == 1 ? reachable[state.Number].Single() : None;
            return Label(rule == None ? "state" + state.Number : program.Rules[rule].Name, taken);
        }).ToArray();
    }

    /// <summary>A label that is free, or the first free one with a number.</summary>
    private static string Label(string name, HashSet<string> taken)
    {
        name = name.TrimStart('@');
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        var label = name;
        for (var number = 2; !taken.Add(label); number++)
        {
            label = name + number;
        }

        return NameScope.Identifier(label);
    }
}
