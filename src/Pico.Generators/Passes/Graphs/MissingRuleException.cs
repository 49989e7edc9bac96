using System;

namespace Pico.Generators.Passes;

/// <summary>A node or scalar operation that has no derivative; the analyzer turns it into a diagnostic at the origin.</summary>
internal sealed class MissingRuleException : Exception
{
    public MissingRuleException(string operation, int origin)
        : base("no derivative for " + operation)
    {
        Operation = operation;
        Origin = origin;
    }

    public string Operation { get; }

    public int Origin { get; }
}
