using System.CommandLine;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Rendering;
using Pico.Examples.RayTracer.Scenes;

namespace Pico.Examples.Commands;

/// <summary><c>pico render SCENE</c>: a picture of a scene.</summary>
internal static class RenderCommand
{
    private const int LargestSide = 16_384, MostSamples = 1_000_000;
    private const string StandardOut = "SCENE.png";

    public static Command Create()
    {
        var scene = new Argument<string>("scene") { Description = $"A file, or one of {string.Join(", ", BuiltInScenes.Names)}" };
        var samples = NumberOption.Create("--spp", "Paths for each pixel", 1, MostSamples, 64);
        var size = SizeOption.Create("Pixels of the picture", 1, LargestSide, (640, 360));
        var seed = NumberOption.Create("--seed", "What all random numbers follow from", 0, int.MaxValue, 1);
        var threads = TrainCommand.Threads("picture");
        var output = new Option<string?>("--out") { Description = $"Where the picture goes: .png, .ppm, or .pfm for the light itself (default: {StandardOut})", HelpName = "FILE" };
        var preview = new Option<bool>("--preview") { Description = "Show the picture in the terminal while it is made" };
        var show = new Option<bool>("--show") { Description = "Print the text of the scene instead" };
        var render = new Command("render", "Renders a scene by path tracing.") { scene, samples, size, seed, threads, output, preview, show, RenderFitCommand.Create() };
        render.SetAction((parsed, cancellation) =>
        {
            var (width, height) = parsed.GetValue(size);
            var settings = new RenderSettings(width, height, parsed.GetValue(samples), parsed.GetValue(seed));
            var name = parsed.GetValue(scene)!;
            if (parsed.GetValue(show))
            {
                parsed.InvocationConfiguration.Output.WriteLine(Find(name).Text.TrimEnd());
                return Task.FromResult(0);
            }

            var path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(name) + ".png";
            var run = new RenderRun(settings, parsed.GetValue(threads), parsed.GetValue(preview), parsed.InvocationConfiguration.Output);
            return Task.Run(() => Run(run, name, path, parsed.InvocationConfiguration.Error, cancellation), CancellationToken.None);
        });
        return render;
    }

    private static int Run(RenderRun run, string name, string path, TextWriter error, CancellationToken cancellation)
    {
        var write = PictureFormat.Find(path) ?? throw new UserErrorException($"--out {path}: a picture's name ends in {string.Join(", ", PictureFormat.Names)}");
        var source = Find(name);
        var mistakes = SceneReader.Read(source, out var scene);
        foreach (var mistake in mistakes) error.WriteLine(mistake.Render(source.Text, source.Name));
        if (scene is null) return ErrorBoundary.Failure;
        using var file = Open(path);
        run.Execute(scene, name, cancellation, picture =>
        {
            file.SetLength(0);
            write(picture, file);
            return path;
        });
        cancellation.ThrowIfCancellationRequested();
        return 0;
    }

    private static SceneSource Find(string name)
    {
        if (BuiltInScenes.Find(name) is { } known) return known;
        if (name != "-" && !File.Exists(name)) throw new UserErrorException($"no scene is called '{name}': there are {string.Join(", ", BuiltInScenes.Names)}, and no such file");
        var text = System.Text.Encoding.UTF8.GetString(InputFile.Read(name));
        var folder = Path.GetDirectoryName(name) ?? "";
        return new SceneSource(name == "-" ? "stdin" : name, text, file => File.ReadAllBytes(Path.Combine(folder, file)));
    }

    // Before the work, so that it is not lost. What lies there stays until there is something to write.
    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"--out {path} cannot be written: {e.Message}");
        }
    }
}
