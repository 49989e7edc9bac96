using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Rendering;
using Pico.Examples.RayTracer.Scenes;
using Pico.Threading;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Scenes and pictures for tests.</summary>
internal static class RenderedScene
{
    public static Scene Read(string text, Func<string, byte[]>? files = null)
    {
        var mistakes = SceneReader.Read(new SceneSource("test", text, files ?? (_ => throw new FileNotFoundException())), out var scene);
        Assert.True(mistakes.Count == 0, string.Join("\n", mistakes.Select(mistake => mistake.Render(text, "test"))));
        return scene!;
    }

    public static Picture Of(Scene scene, RenderSettings settings, int threads = 2)
    {
        using var pool = new WorkerPool(threads);
        var renderer = new Renderer(scene, settings, pool);
        renderer.Run(null, CancellationToken.None);
        return renderer.Film.Develop();
    }

    public static Picture Of(string text, int width, int height, int samples, bool asksLamps = true) =>
        Of(Read(text), new RenderSettings(width, height, samples, 1) { AsksLamps = asksLamps });

    /// <summary>With a file of the same picture for whatever name.</summary>
    public static Picture OfPicture(string text, Picture picture, int width, int height, int samples, bool asksLamps = true)
    {
        using var file = new MemoryStream();
        PfmWriter.Write(picture, file);
        return Of(Read(text, _ => file.ToArray()), new RenderSettings(width, height, samples, 1) { AsksLamps = asksLamps });
    }
}
