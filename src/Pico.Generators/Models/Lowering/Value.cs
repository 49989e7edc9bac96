using System.Collections.Generic;
using System.Globalization;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>What an expression is while a model is lowered: known now, or a node of the graph.</summary>
internal abstract record Value
{
    /// <summary>A node of the graph.</summary>
    internal sealed record Tensor(int Node) : Value;

    /// <summary>A trained parameter, which becomes a node where it is used.</summary>
    internal sealed record Parameter(int Index) : Value;

    /// <summary>An integer: a size over the model's constants.</summary>
    internal sealed record Int(Dimension Size) : Value
    {
        public override string ToString() => Size.ToString();
    }

    /// <summary>A float or double.</summary>
    internal sealed record Real(double Number, bool IsDouble) : Value
    {
        public override string ToString() => Number.ToString("R", CultureInfo.InvariantCulture) + (IsDouble ? string.Empty : "f");
    }

    /// <summary>A condition.</summary>
    internal sealed record Bool(bool IsTrue) : Value
    {
        public override string ToString() => IsTrue ? "true" : "false";
    }

    /// <summary>
    /// A number or condition that only construction knows: a scalar function whose parameter i is <see cref="Inputs"/>[i], a
    /// size or a constructor parameter, in the parameter's type.
    /// </summary>
    internal sealed record Formula(ScalarFunction Function, EquatableArray<Dimension> Inputs) : Value
    {
        public ScalarType Type => Function.TypeOf(Function.Results[0].Value);

        public override string ToString() => Function.Body.Count == 0 ? Inputs[Function.Results[0].Value].ToString() : "…";
    }

    /// <summary>Several values.</summary>
    internal sealed record Tuple(EquatableArray<Value> Items) : Value;

    /// <summary>An absent parameter or layer.</summary>
    internal sealed record Null : Value;

    /// <summary>A list of sizes.</summary>
    internal sealed record Sizes(EquatableArray<Dimension> Items) : Value;

    /// <summary>Layers that are alike; the instance stands for each of them.</summary>
    internal sealed record Layers(LayerInstance Instance, int RepeatedLayer) : Value;

    /// <summary>A layer.</summary>
    internal sealed record Layer(LayerInstance Instance) : Value;
}

/// <summary>A layer of the model that is being lowered, with everything its constructor gave it.</summary>
internal sealed class LayerInstance
{
    public LayerInstance(LayerSpec spec, string prefix, IReadOnlyDictionary<string, Value> arguments, bool isRecomputed)
    {
        Spec = spec;
        Prefix = prefix;
        Arguments = arguments;
        IsRecomputed = isRecomputed;
    }

    public LayerSpec Spec { get; }

    /// <summary>The dotted path, ending in a dot unless it is empty.</summary>
    public string Prefix { get; }

    public string Path => Prefix.TrimEnd('.');

    public IReadOnlyDictionary<string, Value> Arguments { get; }

    /// <summary>Whether the way back computes the layer again: its class or the field that holds it says so.</summary>
    public bool IsRecomputed { get; }

    public Dictionary<string, Value> Fields { get; } = new();

    /// <summary>As the user writes it: <c>Linear(784, 256)</c>; trailing defaults are left out.</summary>
    public string Description
    {
        get
        {
            var parts = new List<string>();
            for (var i = Spec.Parameters.Count - 1; i >= 0; i--)
            {
                var parameter = Spec.Parameters[i];
                var value = Arguments[parameter.Name];
                if (parts.Count > 0 || !IsDefault(value, parameter.Default))
                {
                    parts.Insert(0, value.ToString());
                }
            }

            return parts.Count == 0 ? Spec.Name : Spec.Name + "(" + string.Join(", ", parts) + ")";
        }
    }

    private static bool IsDefault(Value value, double? number) => number is { } expected && value switch
    {
        Value.Int { Size.Value: { } actual } => actual == expected,
        Value.Real { Number: var actual } => actual.Equals(expected),
        Value.Bool { IsTrue: var actual } => actual == (expected != 0),
        _ => false,
    };
}
