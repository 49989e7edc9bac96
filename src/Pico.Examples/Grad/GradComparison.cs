using System.Globalization;
using Pico.Examples.Inspection;
using Spectre.Console;

namespace Pico.Examples.Grad;

/// <summary>Shows a function's value and gradient from the tape and from compiled code, side by side, then the compiled adjoint.</summary>
internal static class GradComparison
{
    public static void Write(GradExample example, IAnsiConsole console)
    {
        var (inputs, result) = example.RunTape();
        double[] at = [.. example.At];
        var gradient = example.Gradient(at);
        var tables = new ViewTable(console);
        tables.Title(example.Name, $"{example.Purpose}; the tape holds {TapeGraph.Of(result).Nodes.Count} values");
        var table = tables.New("quantity", ">at", ">tape", ">compiled", ">apart by");
        Row("value", null, result.ItemDouble(), example.Evaluate(at));
        for (var i = 0; i < inputs.Length; i++) Row($"d/d{example.Inputs[i]}", at[i], inputs[i].Gradient?.ItemDouble() ?? 0, gradient[i]);
        tables.Write(table);
        console.WriteLine();
        tables.Title("the adjoint", $"what the compiler wrote; all of it: pico inspect --file {example.Class.Name}.Kernels");
        CSharpView.Write(console, AdjointText.Of(GeneratedFiles.OfThisProgram.Read($"{example.Class.FullName}.Kernels"), "EvaluateGradient"));

        void Row(string quantity, double? where, double tape, double compiled) => ViewTable.Row(
            table, quantity, where?.ToString("0.####", CultureInfo.InvariantCulture) ?? "", Number(tape), Number(compiled),
            Math.Abs(tape - compiled).ToString("0.0e+0", CultureInfo.InvariantCulture));
    }

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
