using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

// Properties: each place remembers the shape that it met last and where the field lies in it.
internal abstract partial class Operation
{
    internal sealed class Get(Operation target, string name, CodeSite site) : Operation(site)
    {
        private LoxShape? shape;
        private int index;

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var value = target.Run(machine, ref frame, closure);
            if (value.Reference is not LoxInstance instance)
            {
                throw Error("Only instances have properties.");
            }

            return ReferenceEquals(instance.Shape, shape) ? instance.Fields[index] : Find(value, instance);
        }

        private LoxValue Find(LoxValue receiver, LoxInstance instance)
        {
            if (instance.Shape.IndexOf(name) is var found and >= 0)
            {
                (shape, index) = (instance.Shape, found);
                return instance.Fields[found];
            }

            var method = instance.Shape.Class.Find(name) ?? throw Error($"Undefined property '{name}'.");
            return new LoxValue(new LoxBoundMethod(receiver, method));
        }
    }

    internal sealed class GetSuper(Operation receiver, string name, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var method = closure.Home!.Superclass!.Find(name) ?? throw Error($"Undefined property '{name}'.");
            return new LoxValue(new LoxBoundMethod(receiver.Run(machine, ref frame, closure), method));
        }
    }

    internal sealed class Set(Operation target, string name, Operation value, CodeSite site) : Operation(site)
    {
        private LoxShape? shape;
        private LoxShape? larger; // of a field that the shape lacks
        private int index;

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var receiver = target.Run(machine, ref frame, closure);
            var result = value.Run(machine, ref frame, closure);
            if (receiver.Reference is not LoxInstance instance)
            {
                throw Error("Only instances have fields.");
            }

            if (!ReferenceEquals(instance.Shape, shape))
            {
                shape = instance.Shape;
                index = shape.IndexOf(name);
                larger = index < 0 ? shape.With(name) : null;
            }

            if (larger is null)
            {
                instance.Fields[index] = result;
            }
            else
            {
                instance.Add(larger, result);
            }

            return result;
        }
    }
}
