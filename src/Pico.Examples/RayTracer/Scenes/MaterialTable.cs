using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The materials and textures of a scene, by name and as records.</summary>
internal sealed class MaterialTable(PictureTable pictures, Action<SourceSpan, string> report)
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, (PicturePlace Picture, (double U, double V) Repeat)> textures = [];
    private readonly List<MaterialValues> materials = [];

    /// <summary>The records, <see cref="MaterialRecord.Size"/> floats each.</summary>
    public float[] Records => [.. materials.SelectMany(material => material.ToRecord())];

    /// <summary>Whether a material gives light.</summary>
    public bool IsLight(int number) => materials[number].Kind == MaterialKind.Light;

    /// <summary>Whether a colour can be that of light.</summary>
    public static bool IsLightColour(in Vec3 colour) => colour is { X: >= 0, Y: >= 0, Z: >= 0 };

    /// <summary>The number of a material; says so if there is none of that name.</summary>
    public int Find(Located<string> name)
    {
        if (numbers.TryGetValue(name.Value, out var number)) return number;
        Unknown(name, "material", numbers.Keys);
        return 0;
    }

    /// <summary>Enters a texture.</summary>
    public void Add(SceneStatement.Texture given)
    {
        foreach (var repeat in new[] { given.RepeatU, given.RepeatV }.OfType<Located<double>>())
        {
            if ((float)repeat.Value == 0) report(repeat.Span, "a texture is not repeated 0 times");
        }

        var place = default(PicturePlace);
        try
        {
            place = pictures.FindTexture(given.File.Value);
        }
        catch (InvalidDataException e)
        {
            report(given.File.Span, e.Message);
        }

        var u = given.RepeatU?.Value ?? 1;
        if (!textures.TryAdd(given.Name.Value, (place, (u, given.RepeatV?.Value ?? u)))) report(given.Name.Span, $"a texture is called {given.Name.Value} already");
    }

    /// <summary>Enters a material; its texture must be known.</summary>
    public void Add(SceneStatement.Material given)
    {
        var (kind, paint, number, second, index) = given.Surface;
        foreach (var reflected in new[] { paint?.Colour, second }.OfType<Located<Vec3>>())
        {
            if (!IsLightColour(reflected.Value)) report(reflected.Span, "a colour is not below 0");
            else if (kind != MaterialKind.Light && reflected.Value is not { X: <= 1, Y: <= 1, Z: <= 1 }) report(reflected.Span, "a surface reflects at most 1");
        }

        var isRough = kind is MaterialKind.Ggx or MaterialKind.Plastic;
        if (number is { } value)
        {
            if (kind == MaterialKind.Metal && value.Value is not (>= 0 and <= 1)) report(value.Span, "fuzz is from 0 to 1");
            if (isRough && value.Value is not (>= 0 and <= 1)) report(value.Span, "a roughness is from 0 to 1");
            if (kind == MaterialKind.Lambert && !((float)value.Value > 0)) report(value.Span, "a size is above 0");
        }

        if ((kind == MaterialKind.Dielectric ? number : index) is { Value: not (>= 0.1 and <= 10) } refraction) report(refraction.Span, "an index of refraction is from 0.1 to 10");
        var texture = (Picture: default(PicturePlace), Repeat: (1.0, 1.0));
        if (paint?.Texture is { } name && !textures.TryGetValue(name.Value, out texture)) Unknown(name, "texture", textures.Keys);
        var entered = Enter(new MaterialValues(kind, paint?.Colour?.Value ?? new Vec3(1, 1, 1))
        {
            Number = isRough ? MaterialValues.Alpha(number?.Value ?? 0) : number?.Value ?? 0,
            SecondColour = second?.Value ?? default,
            Coat = index?.Value ?? 1.5,
            Picture = texture.Picture,
            Repeat = texture.Repeat,
        });
        if (!numbers.TryAdd(given.Name.Value, entered)) report(given.Name.Span, $"a material is called {given.Name.Value} already");
    }

    /// <summary>Enters a material without a name.</summary>
    /// <returns>Its number.</returns>
    public int Enter(MaterialValues material)
    {
        materials.Add(material);
        return materials.Count - 1;
    }

    private void Unknown(Located<string> name, string what, IReadOnlyCollection<string> known) =>
        report(name.Span, $"no {what} is called {name.Value}{(known.Count > 0 ? $"; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}" : ": there are none")}");
}
