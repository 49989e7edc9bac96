using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// Finds the file of a <c>[Weights]</c> among the project's additional files and holds the model against it. The compiler gives additional files as
/// text, and refuses binary ones; so the build puts the header of <c>x.safetensors</c>, which is JSON, among them as <c>x.safetensors.json</c>.
/// </summary>
internal sealed class WeightsBinder
{
    private const string Suffix = ".json";

    private readonly INamedTypeSymbol type;
    private readonly string owner;
    private readonly BindingLog log;
    private readonly Location location;
    private readonly string? file;

    public WeightsBinder(INamedTypeSymbol type, string owner, BindingLog log)
    {
        this.type = type;
        this.owner = owner;
        this.log = log;
        var data = Marks.Find(type, Marks.Weights);
        IsPresent = data is not null;
        location = data?.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Location.None;
        file = data?.ConstructorArguments.FirstOrDefault().Value as string;
    }

    public bool IsPresent { get; }

    /// <summary>Says that the class is none whose weights could be in a file.</summary>
    public void RefuseOutsideModels()
    {
        if (IsPresent)
        {
            log.Report(owner, ModelDiagnostics.BadWeights, location, file ?? string.Empty, "'" + type.Name + "' is no [Model], so it has no weights of its own");
        }
    }

    /// <summary>Reports what does not fit.</summary>
    public void Check(ModelProgram program, ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        if (!IsPresent || Read(files, cancellation) is not { } entries)
        {
            return;
        }

        if (WeightsCheck.Find(program, entries) is { } problem)
        {
            log.Report(owner, ModelDiagnostics.WeightsDoNotFit, location, type.Name, file!, problem);
        }
    }

    private IReadOnlyList<WeightsEntry>? Read(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var name = Normalized(file ?? string.Empty);
        var found = files.Where(candidate => EndsIn(candidate.Path, name + Suffix)).ToList();
        var problem = name.Length == 0 ? "it must name a file"
            : found.Count > 1 ? found.Count + " files of the project end in this name: write more of the path"
            : found.Count == 1 ? null
            : files.Any(candidate => EndsIn(candidate.Path, name))
                ? "the compiler cannot read binary files: import PicoLib.targets, as the package does, or add the file's JSON header as '" + name + Suffix + "'"
            : "no file of the project ends in this name: add <AdditionalFiles Include=\"" + name + "\" /> to the project file";
        if (problem is null)
        {
            var text = found[0].GetText(cancellation);
            if (text is { Length: <= WeightsHeader.MostCharacters } && WeightsHeader.Parse(text.ToString()) is { } entries)
            {
                return entries;
            }

            problem = "it is not the header of a safetensors file";
        }

        log.Report(owner, ModelDiagnostics.BadWeights, location, file ?? string.Empty, problem);
        return null;
    }

    /// <summary>The path with slashes, without what leads out of the project: the build puts headers of such files inside its own folder.</summary>
    private static string Normalized(string path) => string.Join("/", path.Replace('\\', '/').Split('/').Where(part => part is not ("" or "." or "..")));

    private static bool EndsIn(string path, string name)
    {
        var whole = "/" + Normalized(path);
        return whole.EndsWith("/" + name, System.StringComparison.Ordinal);
    }
}
