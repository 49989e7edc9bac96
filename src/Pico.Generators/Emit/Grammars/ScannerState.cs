using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>A state of an automaton by what code looks at: the ASCII characters that lead to each target, and what lies beyond.</summary>
internal sealed class ScannerState
{
    /// <summary>A loop over fewer characters is not worth a vector, unless nothing is kept of what it reads.</summary>
    private const int SmallestRun = 16;

    public ScannerState(LexerProgram program, Dfa dfa, int number, int[] asciiClasses, IReadOnlyList<int> beyondAscii)
    {
        Number = number;
        Accepts = dfa.States[number].Accepts;
        var next = dfa.States[number].Next;
        Ascii = Enumerable.Range(0, asciiClasses.Length)
            .Where(c => next[asciiClasses[c]] >= 0)
            .GroupBy(c => next[asciiClasses[c]])
            .Select(group => (group.Key, (IReadOnlyList<int>)group.ToArray()))
            .ToArray();
        Beyond = beyondAscii.Where(index => next[index] >= 0)
            .GroupBy(index => next[index])
            .Select(group => (group.Key, (IReadOnlyList<int>)group.ToArray()))
            .ToArray();
        IsAlikeBeyond = Beyond.Count == 0 || (Beyond.Count == 1 && Beyond[0].Classes.Count == beyondAscii.Count);
        var loop = Ascii.FirstOrDefault(edge => edge.Target == number).Characters;
        Run = loop is not null && (loop.Count >= SmallestRun || (Accepts >= 0 && program.Rules[Accepts].IsSkip)) ? loop : null;
    }

    public int Number { get; }

    /// <summary>The rule that wins if the text ends here, or -1.</summary>
    public int Accepts { get; }

    /// <summary>The ASCII characters, in order, by the state to which they lead.</summary>
    public IReadOnlyList<(int Target, IReadOnlyList<int> Characters)> Ascii { get; }

    /// <summary>The classes with members beyond ASCII by the state to which they lead.</summary>
    public IReadOnlyList<(int Target, IReadOnlyList<int> Classes)> Beyond { get; }

    /// <summary>Whether all code points beyond ASCII lead to one state, or nowhere.</summary>
    public bool IsAlikeBeyond { get; }

    /// <summary>The ASCII characters that lead back here, where it pays to search for the first other one.</summary>
    public IReadOnlyList<int>? Run { get; }

    /// <summary>Whether the run goes on through everything beyond ASCII: then nothing of that is decoded.</summary>
    public bool IsRunBeyond => Run is not null && IsLoopBeyond;

    /// <summary>Whether everything beyond ASCII leads back here: then units can stand for code points.</summary>
    public bool IsLoopBeyond => IsAlikeBeyond && Beyond.Count == 1 && Beyond[0].Target == Number;

    public IEnumerable<int> Targets => Ascii.Select(edge => edge.Target).Concat(Beyond.Select(edge => edge.Target)).Distinct();

    /// <summary>Whether no token goes on behind it.</summary>
    public bool IsFinal => Ascii.Count == 0 && Beyond.Count == 0;

    /// <summary>The edges that are left when the run has been passed over.</summary>
    public IEnumerable<(int Target, IReadOnlyList<int> Characters)> AsciiAfterRun => Run is null ? Ascii : Ascii.Where(edge => edge.Target != Number);

    /// <summary>The states to which code has to jump: a run is passed over without.</summary>
    public IEnumerable<int> Jumps => AsciiAfterRun.Select(edge => edge.Target).Concat(IsRunBeyond ? Enumerable.Empty<int>() : Beyond.Select(edge => edge.Target)).Distinct();
}
