using System.Runtime.CompilerServices;
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
                throw WrongCount(callee.Arity);
            }

            machine.Enter(Site, callee.Code.FrameSize, ref next);
            next = receiver;
            var result = Unsafe.As<PortableFunction>(callee.Body).Run(machine, ref next, callee);
            machine.Leave();
            return result;
        }

        /// <summary>Calls what is no plain function.</summary>
        protected LoxValue CallOther(LoxMachine machine, ref LoxValue next, LoxValue callee)
        {
            switch (callee.Reference)
            {
                case LoxClosure function:
                    return CallClosure(machine, ref next, function, callee);
                case LoxBoundMethod bound:
                    return CallClosure(machine, ref next, bound.Method, bound.Receiver);
                case LoxClass type:
                    var instance = new LoxValue(new LoxInstance(type));
                    if (type.Initializer is not null)
                    {
                        return CallClosure(machine, ref next, type.Initializer, instance);
                    }

                    return arguments.Length == 0 ? instance : throw WrongCount(0);
                case LoxNative native:
                    if (native.Arity != arguments.Length)
                    {
                        throw WrongCount(native.Arity);
                    }

                    return native.Call(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref next, 1), arguments.Length), Site);
                default:
                    throw Error("Can only call functions and classes.");
            }
        }

        private LoxRuntimeException WrongCount(int expected) => Error($"Expected {expected} arguments but got {arguments.Length}.");
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

    /// <summary>A call of a property: a field that holds something to call, or a method, which then need not be bound first.</summary>
    internal sealed class Invoke(Operation receiver, string name, Operation[] arguments, int window, CodeSite site) : Calling(arguments, window, site)
    {
        private LoxShape? shape;
        private LoxClosure? method;

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var self = receiver.Run(machine, ref frame, closure);
            ref var next = ref Arguments(machine, ref frame, closure);
            if (self.Reference is not LoxInstance instance)
            {
                throw Error("Only instances have methods.");
            }

            if (ReferenceEquals(instance.Shape, shape))
            {
                return CallClosure(machine, ref next, method!, self);
            }

            if (instance.Shape.IndexOf(name) is var index and >= 0)
            {
                return CallOther(machine, ref next, instance.Fields[index]);
            }

            method = instance.Shape.Class.Find(name) ?? throw Error($"Undefined property '{name}'.");
            shape = instance.Shape;
            return CallClosure(machine, ref next, method, self);
        }
    }

    internal sealed class InvokeSuper(Operation receiver, string name, Operation[] arguments, int window, CodeSite site) : Calling(arguments, window, site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var self = receiver.Run(machine, ref frame, closure);
            ref var next = ref Arguments(machine, ref frame, closure);
            var method = closure.Home!.Superclass!.Find(name) ?? throw Error($"Undefined property '{name}'.");
            return CallClosure(machine, ref next, method, self);
        }
    }
}
