using Pico.Examples.Commands;
using Pico.Examples.Digits;

namespace Pico.Examples.Catalog;

/// <summary>The models that <c>pico inspect</c> and <c>pico check</c> know.</summary>
internal static class ModelCatalog
{
    public static IReadOnlyList<CatalogModel> Models { get; } = [new("digits", () => new DigitsModel())];

    /// <summary>A model by its name; without one, the first.</summary>
    /// <exception cref="UserErrorException">No model has that name.</exception>
    public static CatalogModel Find(string? name) =>
        name is null ? Models[0]
        : Models.FirstOrDefault(model => model.Name == name)
            ?? throw new UserErrorException($"unknown model '{name}'; known: {string.Join(", ", Models.Select(model => model.Name))}");
}
