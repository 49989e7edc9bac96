using System.Reflection.Emit;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

// Variables: locals of the machine code, or cells, or globals.
internal sealed partial class FastCompiler
{
    private bool IsNumber(Place place) => place.Kind == PlaceKind.Local && numbers.Contains(place.Index);

    /// <summary>Leaves what a variable is given on the stack: a double for one that only ever is a number.</summary>
    private void ValueOf(Place place, ResolvedExpression value)
    {
        if (IsNumber(place))
        {
            Expression(value);
        }
        else
        {
            Value(value);
        }
    }

    /// <summary>A local variable begins to be, with the value on the stack.</summary>
    private void Begin(int slot, bool isCell)
    {
        if (!isCell)
        {
            il.Emit(OpCodes.Stloc, Local(variables, slot, numbers.Contains(slot) ? typeof(double) : typeof(LoxValue)));
            return;
        }

        var value = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, value);
        il.Emit(OpCodes.Newobj, Members.NewCell);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Stfld, Members.CellValue);
        il.Emit(OpCodes.Stloc, Local(cells, slot, typeof(LoxCell)));
        Give(value);
    }

    private void Declare(Place place)
    {
        if (place.Kind == PlaceKind.Global)
        {
            StoreGlobal(place.Index);
        }
        else
        {
            Begin(place.Index, place.Kind == PlaceKind.Cell);
        }
    }

    /// <summary>A function or class is there before its value is, which may refer to it.</summary>
    private void Predeclare(Place place)
    {
        il.Emit(OpCodes.Ldsfld, Members.Nil);
        Declare(place);
    }

    /// <summary>Stores the value on the stack into a variable that is there.</summary>
    private void Store(Place place)
    {
        switch (place.Kind)
        {
            case PlaceKind.Local:
                il.Emit(OpCodes.Stloc, variables[place.Index]);
                return;
            case PlaceKind.Global:
                StoreGlobal(place.Index);
                return;
        }

        var value = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, value);
        Cell(place);
        il.Emit(OpCodes.Ldflda, Members.CellValue);
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Call, Members.StoreValue);
        Give(value);
    }

    private void Read(Place place, int site)
    {
        switch (place.Kind)
        {
            case PlaceKind.Local:
                il.Emit(OpCodes.Ldloc, variables[place.Index]);
                return;
            case PlaceKind.Global:
                var value = Take(typeof(LoxValue));
                LoadGlobal(place.Index);
                il.Emit(OpCodes.Stloc, value);
                Defined(value, place.Index, site);
                il.Emit(OpCodes.Ldloc, value);
                Give(value);
                return;
            default:
                Cell(place);
                il.Emit(OpCodes.Ldfld, Members.CellValue);
                return;
        }
    }

    private void Cell(Place place)
    {
        if (place.Kind == PlaceKind.Cell)
        {
            il.Emit(OpCodes.Ldloc, cells[place.Index]);
        }
        else
        {
            Captured(place.Index);
        }
    }

    private void Captured(int index)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldfld, Members.Cells);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
    }

    private void LoadGlobal(int index)
    {
        il.Emit(OpCodes.Ldloc, machine);
        il.Emit(OpCodes.Call, Members.Globals);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem, typeof(LoxValue));
    }

    private void StoreGlobal(int index)
    {
        var value = Take(typeof(LoxValue));
        il.Emit(OpCodes.Stloc, value);
        il.Emit(OpCodes.Ldloc, machine);
        il.Emit(OpCodes.Call, Members.Globals);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelema, typeof(LoxValue));
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Call, Members.StoreValue);
        Give(value);
    }

    /// <summary>Fails unless a global is defined.</summary>
    private void Defined(LocalBuilder value, int index, int site)
    {
        var undefined = il.DefineLabel();
        il.Emit(OpCodes.Ldloc, value);
        il.Emit(OpCodes.Ldfld, Members.Reference);
        il.Emit(OpCodes.Call, Members.UndefinedMark);
        il.Emit(OpCodes.Beq, undefined);
        ThrowOutOfLine(undefined, nameof(FastRuntime.Undefined), site, index);
    }

    private LocalBuilder Local(Dictionary<int, LocalBuilder> locals, int slot, Type type)
    {
        if (!locals.TryGetValue(slot, out var local))
        {
            locals.Add(slot, local = il.DeclareLocal(type));
        }

        return local;
    }
}
