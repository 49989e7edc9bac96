using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

// Properties: each place remembers the shape that it met last and where the field lies in it.
internal abstract partial class Operation
{
    internal sealed class Get(Operation target, string name, CodeSite site) : Operation(site)
    {
        private PropertyCache cache = new(name, site);

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var value = target.Run(machine, ref frame, closure);
            return value.Reference is LoxInstance instance && ReferenceEquals(instance.Shape, cache.Shape) ? instance.Fields[cache.Index] : cache.Get(value);
        }
    }

    internal sealed class GetSuper(Operation receiver, string name, CodeSite site) : Operation(site)
    {
        private readonly PropertyCache cache = new(name, site);

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var method = cache.Find(closure.Home!.Superclass!);
            return new LoxValue(new LoxBoundMethod(receiver.Run(machine, ref frame, closure), method));
        }
    }

    internal sealed class Set(Operation target, string name, Operation value, CodeSite site) : Operation(site)
    {
        private PropertyCache cache = new(name, site);

        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var receiver = target.Run(machine, ref frame, closure);
            var result = value.Run(machine, ref frame, closure);
            if (receiver.Reference is LoxInstance instance && ReferenceEquals(instance.Shape, cache.Shape) && cache.Larger is null)
            {
                instance.Fields[cache.Index] = result;
            }
            else
            {
                cache.Set(receiver, result);
            }

            return result;
        }
    }
}
