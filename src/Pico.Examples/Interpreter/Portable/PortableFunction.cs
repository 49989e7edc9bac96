using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

/// <summary>A compiled function of the portable engine.</summary>
/// <param name="capturedParameters">The slots of parameters that inner functions use.</param>
/// <param name="body">What it does.</param>
internal sealed class PortableFunction(int[] capturedParameters, Step[] body)
{
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
