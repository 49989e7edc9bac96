using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

// Calls: the arguments are computed into the window of the frame at which the called function's frame begins.
internal abstract partial class Operation
{
    /// <summary>A call of anything, with the arguments in its window.</summary>
    internal abstract class Calling(Operation[] arguments, int window, CodeSite site) : Operation(site)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        protected ref LoxValue Arguments(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            ref var next = ref Unsafe.Add(ref frame, window);
            for (var i = 0; i < arguments.Length; i++)
            {
                Unsafe.Add(ref next, i + 1) = arguments[i].Run(machine, ref frame, closure);
            }

            return ref next;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        protected LoxValue CallClosure(LoxMachine machine, ref LoxValue next, LoxClosure callee, LoxValue receiver)
        {
            if (callee.Arity != arguments.Length)
            {
                LoxCalls.CheckCount(callee.Arity, arguments.Length, Site);
            }

            machine.Enter(Site, callee.Code.FrameSize, ref next);
            next = receiver;
            var result = Unsafe.As<PortableFunction>(callee.Body).Run(machine, ref next, callee);
            machine.Leave();
            return result;
        }

        /// <summary>Calls what need not be a plain function.</summary>
        protected LoxValue CallOther(LoxMachine machine, ref LoxValue next, LoxValue callee) =>
            LoxCalls.Resolve(callee, out var receiver) is { } function
                ? CallClosure(machine, ref next, function, receiver)
                : LoxCalls.Finish(callee, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref next, 1), arguments.Length), Site);
    }

    internal sealed class Call(Operation callee, Operation[] arguments, int window, CodeSite site) : Calling(arguments, window, site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var target = callee.Run(machine, ref frame, closure);
            ref var next = ref Arguments(machine, ref frame, closure);
            return target.Reference is LoxClosure function ? CallClosure(machine, ref next, function, target) : CallOther(machine, ref next, target);
        }
    }

    /// <summary>A call of a property.</summary>
    internal sealed class Invoke(Operation receiver, string name, Operation[] arguments, int window, CodeSite site) : Calling(arguments, window, site)
    {
        private PropertyCache cache = new(name, site);

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var self = receiver.Run(machine, ref frame, closure);
            ref var next = ref Arguments(machine, ref frame, closure);
            LoxValue field = default;
            var method = self.Reference is LoxInstance instance && ReferenceEquals(instance.Shape, cache.Shape) ? cache.Method : cache.FindCallee(self, out field);
            return method is not null ? CallClosure(machine, ref next, method, self) : CallOther(machine, ref next, field);
        }
    }

    internal sealed class InvokeSuper(Operation receiver, string name, Operation[] arguments, int window, CodeSite site) : Calling(arguments, window, site)
    {
        private readonly PropertyCache cache = new(name, site);

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var self = receiver.Run(machine, ref frame, closure);
            ref var next = ref Arguments(machine, ref frame, closure);
            var method = cache.Find(closure.Home!.Superclass!);
            return CallClosure(machine, ref next, method, self);
        }
    }
}
