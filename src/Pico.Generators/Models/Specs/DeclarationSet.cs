using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Everything a declaration needs, itself included: what is serialised is closed under reference.</summary>
internal sealed record DeclarationSet(
    EquatableArray<LayerSpec> Layers,
    EquatableArray<MethodSpec> Methods,
    EquatableArray<KeyedScalar> Scalars)
{
    public static DeclarationSet Empty { get; } = new(
        EquatableArray<LayerSpec>.Empty, EquatableArray<MethodSpec>.Empty, EquatableArray<KeyedScalar>.Empty);

    public LayerSpec? Layer(string key) => Layers.FirstOrDefault(layer => layer.Key == key);

    public MethodSpec? Method(string key) => Methods.FirstOrDefault(method => method.Key == key);
}

/// <summary>A scalar function by the documentation comment id of its method.</summary>
internal sealed record KeyedScalar(string Key, ScalarFunction Function);
