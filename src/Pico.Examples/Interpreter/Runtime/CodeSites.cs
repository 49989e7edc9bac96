using Pico.Examples.Interpreter.Resolution;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>The places of a program that run-time errors may name, numbered: the stack of calls then consists of numbers, which cost a store each.</summary>
internal sealed class CodeSites
{
    private readonly List<CodeSite> sites = [];

    public CodeSite this[int number] => sites[number];

    public CodeSite Add(ResolvedFunction function, int line)
    {
        if (sites.Count > 0 && sites[^1] is var last && ReferenceEquals(last.Function, function) && last.Line == line)
        {
            return last;
        }

        sites.Add(new CodeSite(sites.Count, function, line));
        return sites[^1];
    }
}

/// <summary>A line of a function.</summary>
internal sealed record CodeSite(int Number, ResolvedFunction Function, int Line)
{
    public override string ToString() => $"[line {Line}] in {Function.Description}";
}
