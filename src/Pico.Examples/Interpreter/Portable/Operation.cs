using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

/// <summary>A compiled expression of the portable engine: an object for each node, and a virtual call to compute it.</summary>
/// <param name="site">Where it stands, for run-time errors.</param>
internal abstract partial class Operation(CodeSite site)
{
    protected CodeSite Site => site;

    /// <param name="machine">The running program.</param>
    /// <param name="frame">Slot 0 of the function's frame.</param>
    /// <param name="closure">The function that runs.</param>
    public abstract LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure);

    /// <summary>Whether a condition takes the value for true.</summary>
    public virtual bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => Run(machine, ref frame, closure).IsTruthy;

    private LoxRuntimeException Error(string message) => new(message, site);
}
