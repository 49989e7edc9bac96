using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>
/// Makes our materials of those of MTL files. What gives light (Ke) is a lamp and nothing else. What hides less than half (d, Tr) or is glass by its formula (illum 4, 6, 7, 9) is a
/// dielectric of index Ni. What is at least half a metal (Pm), or mirrors (Ks) and spreads nothing (Kd), is a rough conductor of colour Kd or Ks. What else mirrors, or has a roughness
/// (Pr), is a plastic with a coat of index Ni, unless its formula knows no highlights (illum 0, 1). The rest is Lambert's. Roughness is Pr, or what makes a highlight as wide as Phong's
/// exponent Ns does: α² = 2 / (Ns + 2).
/// </summary>
internal static class MtlBinder
{
    private const double Glass = 1.5, StandardRoughness = 0.5;

    /// <summary>The numbers of the materials of a mesh.</summary>
    /// <exception cref="InvalidDataException">Something is wrong with the files; the message says what and where, in one line.</exception>
    public static int[] Bind(ObjMesh mesh, string file, SceneFiles files, PictureTable pictures, MaterialTable materials)
    {
        var known = new Dictionary<string, (MtlMaterial Material, string File)>(StringComparer.Ordinal);
        foreach (var (name, place) in mesh.Libraries)
        {
            var library = SceneFiles.Beside(file, name);
            if (MtlReader.Read(At(file, place, () => files.Read(library)), out var found) is { } mistake) throw new InvalidDataException($"{library}{mistake}");
            foreach (var material in found!) known.TryAdd(material.Name, (material, library));
        }

        var bare = mesh.Triangles.FirstOrDefault(triangle => triangle.Material < 0, new ObjTriangle(default, default, default, 0, 0));
        if (bare.Material < 0) throw new InvalidDataException($"{file}({bare.Line},1): no usemtl stands above this face: say in the scene of which material the file is made");
        return [.. mesh.Materials.Select(used =>
        {
            if (!known.TryGetValue(used.Name, out var found))
            {
                throw new InvalidDataException($"{file}{used.Place}: no material is called {used.Name}{(known.Count > 0 ? $"; there are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}" : ": there are none")}");
            }

            var values = Convert(found.Material);
            if (found.Material.Map is { } map && values.Kind is not (MaterialKind.Light or MaterialKind.Dielectric))
            {
                var picture = At(found.File, map.Place, () => pictures.FindTexture(SceneFiles.Beside(found.File, map.Name)));
                values = values with { Picture = picture, Repeat = found.Material.Repeat };
            }

            return materials.Enter(values);
        })];
    }

    private static MaterialValues Convert(MtlMaterial given)
    {
        var (diffuse, specular) = (given.Diffuse ?? (given.Map is null ? new Vec3(0.8f, 0.8f, 0.8f) : new Vec3(1, 1, 1)), given.Specular ?? default);
        if (given.Emission is { } emission && emission != default) return new MaterialValues(MaterialKind.Light, emission);
        if (given.Opacity < 0.5 || given.Illumination is 4 or 6 or 7 or 9) return new MaterialValues(MaterialKind.Dielectric, new Vec3(1, 1, 1)) { Number = Math.Max(given.Refraction ?? Glass, 0.1) };
        var alpha = given.Roughness is null && given.Exponent is { } exponent ? Math.Sqrt(2 / (exponent + 2)) : MaterialValues.Alpha(given.Roughness ?? StandardRoughness);
        alpha = Math.Max(alpha, MaterialValues.Alpha(0));
        if (given.Metalness >= 0.5) return new MaterialValues(MaterialKind.Ggx, diffuse) { Number = alpha };
        var hasHighlights = given.Illumination is not (0 or 1);
        if (hasHighlights && specular != default && diffuse == default) return new MaterialValues(MaterialKind.Ggx, specular) { Number = alpha };
        return hasHighlights && (specular != default || given.Roughness is not null)
            ? new MaterialValues(MaterialKind.Plastic, diffuse) { Number = alpha, Coat = given.Refraction is > 1 and { } index ? index : Glass } // 1 is what programs write that know none
            : new MaterialValues(MaterialKind.Lambert, diffuse);
    }

    // Says also where a file was named that cannot be read.
    private static T At<T>(string file, string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{file}{place}: {e.Message}", e);
        }
    }
}
