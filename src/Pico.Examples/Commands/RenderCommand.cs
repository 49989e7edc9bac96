using System.CommandLine;
using System.CommandLine.Parsing;
using Pico.Checkpoints;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Rendering;
using Pico.Examples.RayTracer.Scenes;

namespace Pico.Examples.Commands;

/// <summary><c>pico render SCENE</c>: a picture of a scene.</summary>
internal static class RenderCommand
{
    private const int LargestSide = 16_384, MostSamples = 1_000_000;
    private const double MostStops = 100;
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
        var tone = new Option<string>("--tone")
        {
            Description = $"How what is brighter than a screen is shown: {string.Join(", ", ToneCurve.Names)} (not of .pfm, which holds the light itself)",
            HelpName = "CURVE",
            DefaultValueFactory = _ => "srgb",
            CustomParser = ParseTone,
        };
        var exposure = NumberOption.Create("--exposure", "By how many powers of two it is shown brighter", -MostStops, MostStops, 0);
        var show = new Option<bool>("--show") { Description = "Print the text of the scene instead" };
        var render = new Command("render", "Renders a scene by path tracing.") { scene, samples, size, seed, threads, output, tone, exposure, preview, show, RenderFitCommand.Create() };
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

            var path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(NameOf(name)) + ".png";
            var (curve, stops) = (parsed.GetValue(tone)!, parsed.GetValue(exposure));
            Picture Show(Picture picture) => ToneCurve.Apply(picture, curve, stops);
            var run = new RenderRun(settings, parsed.GetValue(threads), parsed.GetValue(preview) ? Show : null, parsed.InvocationConfiguration.Output);
            return Task.Run(() => Run(run, name, path, Show, parsed.InvocationConfiguration.Error, cancellation), CancellationToken.None);
        });
        return render;
    }

    private static int Run(RenderRun run, string name, string path, Func<Picture, Picture> show, TextWriter error, CancellationToken cancellation)
    {
        var write = PictureFormat.Find(path) ?? throw new UserErrorException($"--out {path}: a picture's name ends in {string.Join(", ", PictureFormat.Names)}");
        var source = Find(name);
        var mistakes = SceneReader.Read(source, out var scene);
        foreach (var mistake in mistakes) error.WriteLine(mistake.Render(source.Text, source.Name));
        if (scene is null) return ErrorBoundary.Failure;
        CheckWritable(path);
        run.Execute(scene, name, cancellation, picture =>
        {
            Write(path, file => write(PictureFormat.IsLinear(path) ? picture : show(picture), file));
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
        return new SceneSource(NameOf(name), text, file => File.ReadAllBytes(Path.Combine(folder, file)));
    }

    private static string NameOf(string scene) => scene == "-" ? "stdin" : scene;

    // Before the work, so that it is not lost. What lies there stays until all of the new picture is beside it.
    private static void CheckWritable(string path)
    {
        var target = new FileInfo(path);
        if (Directory.Exists(path)) throw new UserErrorException($"--out {path} cannot be written: it is a folder");
        if (target.Exists && target.IsReadOnly) throw new UserErrorException($"--out {path} cannot be written: it is read-only");
        var trial = Path.Combine(target.DirectoryName ?? "", Path.GetRandomFileName() + AtomicFile.TemporarySuffix);
        Write(path, () => new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose());
    }

    private static void Write(string path, Action<Stream> write) => Write(path, () => AtomicFile.Write(path, write));

    private static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"--out {path} cannot be written: {e.Message}");
        }
    }

    private static string ParseTone(ArgumentResult argument)
    {
        var name = argument.Tokens[0].Value;
        if (!ToneCurve.Names.Contains(name, StringComparer.Ordinal)) argument.AddError($"--tone {name}: there are {string.Join(", ", ToneCurve.Names)}");
        return name;
    }
}
