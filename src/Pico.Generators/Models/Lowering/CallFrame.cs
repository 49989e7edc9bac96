using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>A running method or the initialisers of a layer.</summary>
internal sealed class CallFrame
{
    private readonly EquatableArray<string> sources;

    public CallFrame(string body, EquatableArray<string> sources, LayerInstance? self, CallFrame? caller, int callerOrdinal)
    {
        Body = body;
        this.sources = sources;
        This = self;
        Caller = caller;
        CallerOrdinal = callerOrdinal;
        Depth = caller is null ? 0 : caller.Depth + 1;
        Path = self is not null ? self.Path : caller?.Path ?? string.Empty;
    }

    public string Body { get; }

    public LayerInstance? This { get; }

    public CallFrame? Caller { get; }

    public int CallerOrdinal { get; }

    public int Depth { get; }

    /// <summary>The path of the innermost layer.</summary>
    public string Path { get; }

    public Dictionary<string, Value> Variables { get; } = new();

    public string Text(int ordinal) => ordinal >= 0 && ordinal < sources.Count ? sources[ordinal] : Body;
}
