namespace Pico.Examples.Interpreter;

/// <summary>How programs are executed.</summary>
internal enum LoxEngineKind
{
    /// <summary>By objects that compute; works everywhere, compiled ahead of time too.</summary>
    Portable,

    /// <summary>As machine code, where the runtime can make it.</summary>
    Fast,
}
