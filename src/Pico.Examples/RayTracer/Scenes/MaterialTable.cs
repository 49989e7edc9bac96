using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The materials of a scene, by name and as records.</summary>
internal sealed class MaterialTable
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<float> records = [];

    /// <summary>The names, for messages.</summary>
    public string Names => string.Join(", ", numbers.Keys.Order(StringComparer.Ordinal));

    /// <summary>The records, <see cref="MaterialRecord.Size"/> floats each.</summary>
    public float[] Records => [.. records];

    /// <summary>The number of a material, if there is one of that name.</summary>
    public int? Find(string name) => numbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>Whether it gives light.</summary>
    public bool IsLight(int number) => BitConverter.SingleToInt32Bits(records[number * MaterialRecord.Size]) == (int)MaterialKind.Light;

    /// <summary>Whether a colour can be that of light.</summary>
    public static bool IsLightColour(Vec3 colour) => colour is { X: >= 0, Y: >= 0, Z: >= 0 };

    /// <summary>Enters a material.</summary>
    public void Add(SceneStatement.Material given, Action<SourceSpan, string> report)
    {
        var (kind, colour, number, second) = given.Surface;
        foreach (var reflected in new[] { colour, second }.OfType<Located<Vec3>>())
        {
            if (!IsLightColour(reflected.Value)) report(reflected.Span, "a colour is not below 0");
            else if (kind != MaterialKind.Light && reflected.Value is not { X: <= 1, Y: <= 1, Z: <= 1 }) report(reflected.Span, "a surface reflects at most 1");
        }

        if (number is { } value)
        {
            if (kind == MaterialKind.Metal && value.Value is not (>= 0 and <= 1)) report(value.Span, "fuzz is from 0 to 1");
            if (kind == MaterialKind.Dielectric && value.Value is not (>= 0.1 and <= 10)) report(value.Span, "an index of refraction is from 0.1 to 10");
            if (kind == MaterialKind.Lambert && !((float)value.Value > 0)) report(value.Span, "a size is above 0");
        }

        if (!numbers.TryAdd(given.Name.Value, numbers.Count))
        {
            report(given.Name.Span, $"a material is called {given.Name.Value} already");
            return;
        }

        var (first, other) = (colour?.Value ?? new Vec3(1, 1, 1), second?.Value ?? default);
        records.AddRange([BitConverter.Int32BitsToSingle((int)kind), first.X, first.Y, first.Z, (float)(number?.Value ?? 0), other.X, other.Y, other.Z]);
    }
}
