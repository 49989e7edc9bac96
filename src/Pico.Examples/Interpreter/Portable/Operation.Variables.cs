using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

// Constants and variables, one class for each kind of place.
internal abstract partial class Operation
{
    internal sealed class Constant(LoxValue value, CodeSite site) : Operation(site)
    {
        public LoxValue Value => value;

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => value;
    }

    internal sealed class ReadLocal(int slot, CodeSite site) : Operation(site)
    {
        public int Slot => slot;

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => Unsafe.Add(ref frame, slot);
    }

    internal sealed class ReadCell(int slot, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => Unsafe.As<LoxCell>(Unsafe.Add(ref frame, slot).Reference!).Value;
    }

    internal sealed class ReadCaptured(int index, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => closure.Cells[index].Value;
    }

    internal sealed class ReadGlobal(int index, string name, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var value = machine.Globals[index];
            return ReferenceEquals(value.Reference, LoxMachine.Undefined) ? throw Error(LoxMessages.Undefined(name)) : value;
        }
    }

    internal sealed class WriteLocal(int slot, Operation value, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) =>
            Unsafe.Add(ref frame, slot) = value.Run(machine, ref frame, closure);
    }

    internal sealed class WriteCell(int slot, Operation value, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var result = value.Run(machine, ref frame, closure);
            return Unsafe.As<LoxCell>(Unsafe.Add(ref frame, slot).Reference!).Value = result;
        }
    }

    internal sealed class WriteCaptured(int index, Operation value, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var result = value.Run(machine, ref frame, closure);
            return closure.Cells[index].Value = result;
        }
    }

    internal sealed class WriteGlobal(int index, string name, Operation value, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var result = value.Run(machine, ref frame, closure);
            ref var global = ref machine.Globals[index];
            return ReferenceEquals(global.Reference, LoxMachine.Undefined) ? throw Error(LoxMessages.Undefined(name)) : global = result;
        }
    }
}
