using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

// Operators. Comparisons answer conditions without making a value.
internal abstract partial class Operation
{
    internal sealed class Not(Operation operand, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => LoxValue.Of(!operand.Test(machine, ref frame, closure));

        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => !operand.Test(machine, ref frame, closure);
    }

    internal sealed class Negate(Operation operand, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var value = operand.Run(machine, ref frame, closure);
            return value.IsNumber ? new LoxValue(-value.Number) : throw Error(LoxMessages.Number);
        }
    }

    internal sealed class Add(Operation left, Operation right, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            var b = right.Run(machine, ref frame, closure);
            return a.IsNumber && b.IsNumber ? new LoxValue(a.Number + b.Number)
                : a.Reference is string x && b.Reference is string y ? new LoxValue(machine.Concat(x, y, Site.Number))
                : throw Error(LoxMessages.Sum);
        }
    }

    internal sealed class Subtract(Operation left, Operation right, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            var b = right.Run(machine, ref frame, closure);
            return a.IsNumber && b.IsNumber ? new LoxValue(a.Number - b.Number) : throw Error(LoxMessages.Numbers);
        }
    }

    /// <summary>A number off: counters and recursions do little else.</summary>
    internal sealed class AddConstant(Operation left, double right, string error, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            return a.IsNumber ? new LoxValue(a.Number + right) : throw Error(error);
        }
    }

    internal sealed class Multiply(Operation left, Operation right, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            var b = right.Run(machine, ref frame, closure);
            return a.IsNumber && b.IsNumber ? new LoxValue(a.Number * b.Number) : throw Error(LoxMessages.Numbers);
        }
    }

    internal sealed class Divide(Operation left, Operation right, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            var b = right.Run(machine, ref frame, closure);
            return a.IsNumber && b.IsNumber ? new LoxValue(a.Number / b.Number) : throw Error(LoxMessages.Numbers);
        }
    }

    /// <summary>A condition, which as a value is true or false.</summary>
    internal abstract class Condition(CodeSite site) : Operation(site)
    {
        public sealed override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure) => LoxValue.Of(Test(machine, ref frame, closure));

        public abstract override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure);
    }

    internal sealed class Equal(Operation left, Operation right, CodeSite site) : Condition(site)
    {
        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            return LoxValue.AreEqual(a, right.Run(machine, ref frame, closure));
        }
    }

    internal sealed class Less(Operation left, Operation right, CodeSite site) : Condition(site)
    {
        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            var b = right.Run(machine, ref frame, closure);
            return a.IsNumber && b.IsNumber ? a.Number < b.Number : throw Error(LoxMessages.Numbers);
        }
    }

    internal sealed class LessThan(Operation left, double right, CodeSite site) : Condition(site)
    {
        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            return a.IsNumber ? a.Number < right : throw Error(LoxMessages.Numbers);
        }
    }

    internal sealed class Greater(Operation left, Operation right, CodeSite site) : Condition(site)
    {
        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            var b = right.Run(machine, ref frame, closure);
            return a.IsNumber && b.IsNumber ? a.Number > b.Number : throw Error(LoxMessages.Numbers);
        }
    }

    internal sealed class And(Operation left, Operation right, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            return a.IsTruthy ? right.Run(machine, ref frame, closure) : a;
        }

        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure) =>
            left.Test(machine, ref frame, closure) && right.Test(machine, ref frame, closure);
    }

    internal sealed class Or(Operation left, Operation right, CodeSite site) : Operation(site)
    {
        public override LoxValue Run(LoxMachine machine, ref LoxValue frame, LoxClosure closure)
        {
            var a = left.Run(machine, ref frame, closure);
            return a.IsTruthy ? a : right.Run(machine, ref frame, closure);
        }

        public override bool Test(LoxMachine machine, ref LoxValue frame, LoxClosure closure) =>
            left.Test(machine, ref frame, closure) || right.Test(machine, ref frame, closure);
    }
}
