using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Pico.Generators.Declarations;

/// <summary>
/// Writes a spec as text for an attribute in metadata: numbers end in ';', strings are preceded by their length. The
/// format has no structure of its own; reader and writer of a record stand next to each other.
/// </summary>
internal sealed class SpecWriter
{
    private readonly StringBuilder text = new();

    public SpecWriter Int(long value)
    {
        text.Append(value.ToString(CultureInfo.InvariantCulture)).Append(';');
        return this;
    }

    public SpecWriter Bool(bool value) => Int(value ? 1 : 0);

    /// <summary>A double by its bits, so that it comes back exactly.</summary>
    public SpecWriter Double(double value) => Int(BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string, or null.</summary>
    public SpecWriter String(string? value)
    {
        if (value is null)
        {
            return Int(-1);
        }

        Int(value.Length);
        text.Append(value);
        return this;
    }

    public SpecWriter List<T>(IReadOnlyCollection<T> items, Action<SpecWriter, T> write)
    {
        Int(items.Count);
        foreach (var item in items)
        {
            write(this, item);
        }

        return this;
    }

    public override string ToString() => text.ToString();
}
