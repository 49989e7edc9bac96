using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Cuts a scalar function down to one of its results and the parameters that result needs.</summary>
internal static class ProjectScalar
{
    /// <summary>The function of one result; <paramref name="kept"/> are the positions of the parameters that remain.</summary>
    public static ScalarFunction Run(ScalarFunction function, int result, string name, out int[] kept)
    {
        var needed = new bool[function.Parameters.Count + function.Body.Count];
        needed[function.Results[result].Value] = true;
        for (var i = function.Body.Count - 1; i >= 0; i--)
        {
            if (needed[function.Parameters.Count + i])
            {
                foreach (var operand in function.Body[i].Operands)
                {
                    needed[operand] = true;
                }
            }
        }

        kept = Enumerable.Range(0, function.Parameters.Count).Where(i => needed[i]).ToArray();
        var builder = new ScalarBuilder(name);
        var map = new int[needed.Length];
        foreach (var parameter in kept)
        {
            var declared = function.Parameters[parameter];
            map[parameter] = builder.Parameter(declared.Name, declared.Type, declared.IsUniform);
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            var value = function.Parameters.Count + i;
            if (needed[value])
            {
                var instruction = function.Body[i];
                map[value] = builder.Emit(instruction with
                {
                    Operands = instruction.Operands.Select(operand => map[operand]).ToEquatableArray(),
                });
                if (instruction.Name is not null)
                {
                    builder.SetName(map[value], instruction.Name);
                }
            }
        }

        return builder.Build(new ScalarResult(function.Results[result].Name, map[function.Results[result].Value]));
    }

    /// <summary>The function with every use of a value replaced by another, earlier one.</summary>
    public static ScalarFunction Replace(ScalarFunction function, int value, int by)
    {
        int Map(int operand) => operand == value ? by : operand;
        return function with
        {
            Body = function.Body.Select(instruction => instruction with
            {
                Operands = instruction.Operands.Select(Map).ToEquatableArray(),
            }).ToEquatableArray(),
            Results = function.Results.Select(result => result with { Value = Map(result.Value) }).ToEquatableArray(),
        };
    }

    /// <summary>The position of the parameter that the only result is, or -1 when something is computed.</summary>
    public static int ForwardedParameter(ScalarFunction function) =>
        function.Results.Count == 1 && function.Results[0].Value < function.Parameters.Count ? function.Results[0].Value : -1;
}
