using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>A function of the fast engine and what its machine code refers to; the code is made when the first closure of it is.</summary>
internal sealed class FastFunction(ResolvedFunction code, LoxMachine machine)
{
    private Delegate? target;

    public readonly LoxMachine Machine = machine;

    public PropertyCache[] Caches = [];

    public FastFunction[] Inner = [];

    public ResolvedFunction Code => code;

    /// <summary>The machine code: a function of the closure, the receiver and the arguments.</summary>
    public Delegate Target => target ??= FastCompiler.Compile(this);

    /// <summary>Writes the code of the function and of those in it.</summary>
    public void List(TextWriter output)
    {
        var listing = new List<string>();
        FastCompiler.Compile(this, listing);
        output.WriteLine($"{code.Description.TrimEnd('(', ')')}/{code.Arity}:");
        foreach (var line in listing)
        {
            output.WriteLine(line);
        }

        foreach (var function in Inner)
        {
            output.WriteLine();
            function.List(output);
        }
    }
}
