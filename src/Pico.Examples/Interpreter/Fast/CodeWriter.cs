using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>Writes IL, and if asked the same as text: what is shown is what runs.</summary>
/// <param name="il">Receives the instructions.</param>
/// <param name="listing">Receives a line each, or null.</param>
internal sealed class CodeWriter(ILGenerator il, List<string>? listing)
{
    private readonly Dictionary<Label, int> labels = [];
    private int line;

    /// <summary>Notes the line of the program that the next instructions come from.</summary>
    public void Line(int number)
    {
        if (listing is not null && number != line)
        {
            listing.Add($"// line {line = number}");
        }
    }

    public LocalBuilder DeclareLocal(Type type) => il.DeclareLocal(type);

    public Label DefineLabel()
    {
        var label = il.DefineLabel();
        labels.Add(label, labels.Count);
        return label;
    }

    public void MarkLabel(Label label)
    {
        il.MarkLabel(label);
        listing?.Add($"L{labels[label]}:");
    }

    public void Emit(OpCode code)
    {
        il.Emit(code);
        List(code, null);
    }

    public void Emit(OpCode code, int operand)
    {
        il.Emit(code, operand);
        List(code, operand);
    }

    public void Emit(OpCode code, double operand)
    {
        il.Emit(code, operand);
        List(code, operand.ToString("R", CultureInfo.InvariantCulture));
    }

    public void Emit(OpCode code, string operand)
    {
        il.Emit(code, operand);
        List(code, '"' + operand.Replace("\n", "\\n", StringComparison.Ordinal) + '"');
    }

    public void Emit(OpCode code, LocalBuilder operand)
    {
        il.Emit(code, operand);
        List(code, $"{operand.LocalIndex} ({Name(operand.LocalType)})");
    }

    public void Emit(OpCode code, Label operand)
    {
        il.Emit(code, operand);
        List(code, $"L{labels[operand]}");
    }

    public void Emit(OpCode code, Type operand)
    {
        il.Emit(code, operand);
        List(code, Name(operand));
    }

    public void Emit(OpCode code, FieldInfo operand)
    {
        il.Emit(code, operand);
        List(code, Name(operand));
    }

    public void Emit(OpCode code, MethodInfo operand)
    {
        il.Emit(code, operand);
        List(code, Name(operand));
    }

    public void Emit(OpCode code, ConstructorInfo operand)
    {
        il.Emit(code, operand);
        List(code, $"{Name(operand.DeclaringType!)}({string.Join(", ", operand.GetParameters().Select(parameter => Name(parameter.ParameterType)))})");
    }

    private static string Name(MemberInfo member) => $"{Name(member.DeclaringType!)}.{member.Name}";

    private static string Name(Type type) => type.IsByRef ? "ref " + Name(type.GetElementType()!)
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>"
        : type.Name;

    private void List(OpCode code, object? operand) => listing?.Add(string.Create(CultureInfo.InvariantCulture, $"    {code.Name,-12} {operand}").TrimEnd());
}
