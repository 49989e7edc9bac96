using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

/// <summary>A compiled function of the portable engine.</summary>
internal sealed class PortableFunction(int[] capturedParameters)
{
    private Step[] body = [];

    /// <summary>Sets what the function does; it may contain the function itself, so this comes later.</summary>
    public void Complete(Step[] steps) => body = steps;

    /// <param name="machine">The running program.</param>
    /// <param name="frame">Its frame, with the receiver and the arguments in place.</param>
    /// <param name="closure">The closure that is called.</param>
    public LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
    {
        foreach (var slot in capturedParameters)
        {
            ref var parameter = ref Unsafe.Add(ref frame, slot);
            parameter = new LoxValue(new LoxCell { Value = parameter });
        }

        var result = LoxValue.Nil;
        foreach (var step in body)
        {
            if (step.Execute(machine, ref frame, closure, ref result))
            {
                break;
            }
        }

        return result;
    }
}
