using Pico.Models;

namespace Pico.Examples.Catalog;

/// <summary>A model that the commands know by name.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Purpose">What it is for, in a few words.</param>
/// <param name="Create">Makes one that is not initialised yet.</param>
internal sealed record CatalogModel(string Name, string Purpose, Func<IModel> Create);
