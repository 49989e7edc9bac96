using System.Runtime.CompilerServices;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Portable;

/// <summary>A compiled statement of the portable engine.</summary>
internal abstract class Step
{
    /// <summary>Executes the statement.</summary>
    /// <param name="machine">The running program.</param>
    /// <param name="frame">Slot 0 of the function's frame.</param>
    /// <param name="closure">The function that runs.</param>
    /// <param name="result">What the function returns, if it does.</param>
    /// <returns>Whether the function returns.</returns>
    public abstract bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result);

    internal sealed class Evaluate(Operation value) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            value.Run(machine, ref frame, closure);
            return false;
        }
    }

    internal sealed class Print(Operation value) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            machine.Print(value.Run(machine, ref frame, closure));
            return false;
        }
    }

    /// <summary>A variable begins to be.</summary>
    internal sealed class Declare(Place place, Operation value) : Step
    {
        private readonly PlaceKind kind = place.Kind;
        private readonly int index = place.Index;

        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            Put(machine, ref frame, kind, index, value.Run(machine, ref frame, closure));
            return false;
        }
    }

    internal sealed class Block(Step[] steps) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            foreach (var step in steps)
            {
                if (step.Execute(machine, ref frame, closure, ref result))
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal sealed class If(Operation condition, Step then, Step? otherwise) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result) =>
            condition.Test(machine, ref frame, closure)
                ? then.Execute(machine, ref frame, closure, ref result)
                : otherwise is not null && otherwise.Execute(machine, ref frame, closure, ref result);
    }

    internal sealed class While(Operation? condition, Step body, Operation? increment, CodeSite site) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            while (condition is null || condition.Test(machine, ref frame, closure))
            {
                machine.Step(site.Number);
                if (body.Execute(machine, ref frame, closure, ref result))
                {
                    return true;
                }

                increment?.Run(machine, ref frame, closure);
            }

            return false;
        }
    }

    internal sealed class Return(Operation value) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            result = value.Run(machine, ref frame, closure);
            return true;
        }
    }

    internal sealed class Function(Place place, ResolvedFunction code, PortableFunction body) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            // The variable is there before the function is, which may capture it.
            Put(machine, ref frame, place.Kind, place.Index, LoxValue.Nil);
            Set(machine, ref frame, place, new LoxValue(Close(code, body, ref frame, closure, closure.Home)));
            return false;
        }
    }

    internal sealed class Class(ResolvedStatement.Class declaration, PortableFunction[] bodies, CodeSite site) : Step
    {
        public override bool Execute(LoxMachine machine, ref LoxValue frame, LoxClosure closure, ref LoxValue result)
        {
            Put(machine, ref frame, declaration.Place.Kind, declaration.Place.Index, LoxValue.Nil);
            var superclass = declaration.Superclass is { } place ? Get(machine, ref frame, closure, place) : (LoxValue?)null;
            if (ReferenceEquals(superclass?.Reference, LoxMachine.Undefined))
            {
                throw new LoxRuntimeException(LoxMessages.Undefined(declaration.Superclass!.Name), site);
            }

            var type = LoxClass.Of(declaration.Name, superclass, site);
            for (var i = 0; i < bodies.Length; i++)
            {
                type.Add(declaration.Methods[i].Name!, Close(declaration.Methods[i], bodies[i], ref frame, closure, type));
            }

            Set(machine, ref frame, declaration.Place, new LoxValue(type));
            return false;
        }
    }

    private static LoxClosure Close(ResolvedFunction code, PortableFunction body, ref LoxValue frame, LoxClosure closure, LoxClass? home)
    {
        var cells = code.Captures.Count == 0 ? [] : new LoxCell[code.Captures.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var capture = code.Captures[i];
            cells[i] = capture.IsLocal ? Unsafe.As<LoxCell>(Unsafe.Add(ref frame, capture.Index).Reference!) : closure.Cells[capture.Index];
        }

        return new LoxClosure(code, body, cells, home);
    }

    private static void Put(LoxMachine machine, ref LoxValue frame, PlaceKind kind, int index, LoxValue value)
    {
        switch (kind)
        {
            case PlaceKind.Local:
                Unsafe.Add(ref frame, index) = value;
                break;
            case PlaceKind.Cell:
                Unsafe.Add(ref frame, index) = new LoxValue(new LoxCell { Value = value });
                break;
            default:
                machine.Globals[index] = value;
                break;
        }
    }

    private static void Set(LoxMachine machine, ref LoxValue frame, Place place, LoxValue value)
    {
        if (place.Kind == PlaceKind.Cell)
        {
            Unsafe.As<LoxCell>(Unsafe.Add(ref frame, place.Index).Reference!).Value = value;
        }
        else
        {
            Put(machine, ref frame, place.Kind, place.Index, value);
        }
    }

    private static LoxValue Get(LoxMachine machine, ref LoxValue frame, LoxClosure closure, Place place) => place.Kind switch
    {
        PlaceKind.Local => Unsafe.Add(ref frame, place.Index),
        PlaceKind.Cell => Unsafe.As<LoxCell>(Unsafe.Add(ref frame, place.Index).Reference!).Value,
        PlaceKind.Captured => closure.Cells[place.Index].Value,
        _ => machine.Globals[place.Index],
    };
}
