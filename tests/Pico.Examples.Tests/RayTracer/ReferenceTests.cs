using Pico.Examples.RayTracer.Rendering;
using Pico.Examples.RayTracer.Scenes;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>
/// Pictures of few paths against one of very many: the errors of the mean of independent pictures are as large as the pictures' scatter says, and lean to no side.
/// </summary>
[Collection(nameof(AloneCollection))]
public class ReferenceTests
{
    private const int Pictures = 24, Width = 16, Height = 12, Samples = 256, Reference = 65_536;

    // Lamps that are asked, rough and matt surfaces, a moving ball. No caustics: light that one path in thousands finds is no normal distribution.
    private const string Room = """
        camera from (0, 1.5, 5) at (0, 0.8, 0) fov 45 sky (0.1, 0.12, 0.2)
        material wall lambert (0.7, 0.6, 0.5) material lamp light (6, 5, 4) material brass ggx (0.9, 0.7, 0.4) roughness 0.5 material shell plastic (0.2, 0.4, 0.7) roughness 0.4
        quad (-3, 0, -3) (0, 0, 6) (6, 0, 0) of wall quad (-3, 0, -3) (6, 0, 0) (0, 4, 0) of wall
        quad (-0.7, 3, -0.7) (1.4, 0, 0) (0, 0, 1.4) of lamp
        sphere (-0.9, 0.7, 0) radius 0.7 of brass sphere (0.9, 0.6, 0.3) radius 0.6 moving (0, 0.3, 0) of shell
        """;

    [Theory]
    [InlineData("one-weekend")]
    [InlineData("room")]
    public void Errors_are_noise(string name)
    {
        var scene = RenderedScene.Read(name == "room" ? Room : BuiltInScenes.Find(name)!.Text);
        float[] Light(int seed, int paths) => RenderedScene.Of(scene, new RenderSettings(Width, Height, paths, seed)).Light;
        var truth = Light(1000, Reference);
        var pictures = Enumerable.Range(1, Pictures).Select(seed => Light(seed, Samples)).ToArray();
        var scores = new List<double>();
        for (var i = 0; i < truth.Length; i++)
        {
            double mean = pictures.Average(picture => picture[i]), variance = pictures.Sum(picture => Math.Pow(picture[i] - mean, 2)) / (Pictures - 1);

            // The reference has noise of its own, of as many paths more.
            if (variance > 1e-12) scores.Add((mean - truth[i]) / Math.Sqrt((variance / Pictures) + (variance * Samples / Reference)));
        }

        Assert.True(scores.Count > truth.Length / 2);
        var middle = scores.Select(Math.Abs).Order().ElementAt(scores.Count / 2);
        Assert.InRange(middle, 0.55, 0.82); // of a normal distribution 0.67
        Assert.InRange(scores.Average(), -0.25, 0.25);
        Assert.True(scores.Count(score => Math.Abs(score) > 4) < 0.03 * scores.Count);
    }
}
