using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Holds the parameters of a program against the tensors of a file. Sizes that construction gives are what the file says: the first tensor that shows one
/// decides it, and all others must agree.
/// </summary>
internal sealed class WeightsCheck
{
    private const int MostListed = 20;
    private static readonly string[] FloatingTypes = { "F32", "F16", "BF16", "F64" };

    private readonly ModelProgram program;
    private readonly IReadOnlyList<WeightsEntry> entries;
    private readonly Dictionary<string, (long Value, string Where)> sizes = new();
    private readonly List<string> missing = new();
    private readonly List<string> different = new();
    private readonly List<string> otherTypes = new();
    private readonly List<string> unexpected = new();
    private readonly List<string> told = new();

    private WeightsCheck(ModelProgram program, IReadOnlyList<WeightsEntry> entries)
    {
        this.program = program;
        this.entries = entries;
        Run();
    }

    private int Problems => missing.Count + different.Count + otherTypes.Count + unexpected.Count;

    /// <summary>What is wrong, or null where some construction of the model has the parameters of the file.</summary>
    public static string? Find(ModelProgram program, IReadOnlyList<WeightsEntry> entries)
    {
        // Specialisations are general variants for certain values: what fits one of them fits those.
        var best = program.Variants.Where(variant => variant.Fixed.Count == 0).Select(variant => new WeightsCheck(variant, entries)).OrderBy(check => check.Problems).First();
        return best.Problems == 0 ? null : best.Text();
    }

    private void Run()
    {
        var byName = entries.ToDictionary(entry => entry.Name);
        var expected = Expand(byName.Keys).ToList();
        foreach (var (name, shape) in expected)
        {
            if (byName.TryGetValue(name, out var entry) && entry.Shape.Count == shape.Count)
            {
                Learn(entry, shape);
            }
        }

        foreach (var (name, shape) in expected)
        {
            if (!byName.TryGetValue(name, out var entry))
            {
                missing.Add("'" + name + "' " + Text(shape));
                continue;
            }

            byName.Remove(name);
            if (!Fits(entry, shape))
            {
                different.Add("'" + name + "' " + Text(entry) + " where the model has " + Text(shape));
            }

            if (!FloatingTypes.Contains(entry.Type))
            {
                otherTypes.Add("'" + name + "' " + entry.Type);
            }
        }

        unexpected.AddRange(entries.Where(entry => byName.ContainsKey(entry.Name)).Select(entry => "'" + entry.Name + "' " + Text(entry)));
    }

    /// <summary>The parameters by their names; those of repeated layers once for each layer, as many as the model or else the file has.</summary>
    private IEnumerable<(string Name, EquatableArray<Dimension> Shape)> Expand(IEnumerable<string> names)
    {
        var counts = program.RepeatedLayers.Select(layers => layers.Count.Value ?? Learn(layers, names)).ToList();
        foreach (var parameter in program.Parameters)
        {
            if (parameter.RepeatedLayer < 0)
            {
                yield return (parameter.Name, parameter.Type.Shape);
                continue;
            }

            // As many as the file can hold: a hostile index is no reason to fill the compiler's memory.
            for (var i = 0L; i < counts[parameter.RepeatedLayer] && i <= entries.Count; i++)
            {
                yield return (parameter.Name.Replace("*", i.ToString(CultureInfo.InvariantCulture)), parameter.Type.Shape);
            }
        }
    }

    /// <summary>How many layers the names of a file show: the highest index, plus one; at least one, since a model has one.</summary>
    private long Learn(RepeatedLayer layers, IEnumerable<string> names)
    {
        var prefix = layers.Name + ".";
        var indices = names.Where(name => name.StartsWith(prefix, System.StringComparison.Ordinal)).Select(name =>
        {
            var end = name.IndexOf('.', prefix.Length);
            var text = end < 0 ? string.Empty : name.Substring(prefix.Length, end - prefix.Length);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1L;
        });
        var count = System.Math.Max(1, indices.DefaultIfEmpty(-1).Max() + 1);
        if (SymbolOf(layers.Count) is { } symbol && !sizes.ContainsKey(symbol))
        {
            sizes.Add(symbol, (count, layers.Name));
        }

        return count;
    }

    private void Learn(WeightsEntry entry, EquatableArray<Dimension> shape)
    {
        for (var i = 0; i < shape.Count; i++)
        {
            if (SymbolOf(shape[i]) is { } symbol && !sizes.ContainsKey(symbol) && entry.Shape[i] > 0)
            {
                sizes.Add(symbol, (entry.Shape[i], entry.Name));
            }
        }
    }

    private bool Fits(WeightsEntry entry, EquatableArray<Dimension> shape)
    {
        if (entry.Shape.Count != shape.Count)
        {
            return false;
        }

        for (var i = 0; i < shape.Count; i++)
        {
            if (Evaluate(shape[i]) is { } known ? known != entry.Shape[i] : entry.Shape[i] <= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string? SymbolOf(Dimension size) => size.Symbols.FirstOrDefault() is { } symbol && size == Dimension.Symbol(symbol) ? symbol : null;

    private long? Evaluate(Dimension size) => size.Substitute(name => sizes.TryGetValue(name, out var known) ? Dimension.Constant(known.Value) : null).Value;

    private static string Text(WeightsEntry entry) => "[" + string.Join(", ", entry.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + "]";

    private string Text(EquatableArray<Dimension> shape) => "[" + string.Join(", ", shape.Select(Text)) + "]";

    private string Text(Dimension size)
    {
        foreach (var symbol in size.Symbols.Where(sizes.ContainsKey))
        {
            var source = symbol + " = " + sizes[symbol].Value.ToString(CultureInfo.InvariantCulture) + " as in '" + sizes[symbol].Where + "'";
            if (!told.Contains(source))
            {
                told.Add(source);
            }
        }

        return size.ToString();
    }

    private string Text() => string.Join("; ", new[]
    {
        List("missing in the file", missing), List("unexpected", unexpected), List("of another shape", different),
        List("of a type other than " + string.Join(", ", FloatingTypes), otherTypes),
    }.Where(list => list.Length > 0)) + (told.Count == 0 ? string.Empty : "; " + string.Join(", ", told));

    private static string List(string kind, List<string> items) => items.Count == 0 ? string.Empty
        : items.Count.ToString(CultureInfo.InvariantCulture) + " " + kind + ": " + string.Join(", ", items.Take(MostListed)) +
            (items.Count > MostListed ? " and " + (items.Count - MostListed).ToString(CultureInfo.InvariantCulture) + " more" : string.Empty);
}
