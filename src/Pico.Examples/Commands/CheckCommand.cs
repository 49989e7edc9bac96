using System.CommandLine;
using Pico.Examples.Catalog;
using Pico.Examples.Checking;
using Pico.Simd;

namespace Pico.Examples.Commands;

/// <summary><c>pico check [MODEL]</c>: do the generated methods compute what the declaration says?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "The model", Arity = ArgumentArity.ZeroOrOne };
        var check = new Command("check", "Holds every generated method and gradient against the eager float64 run and central differences.") { model };
        check.SetAction((parsed, cancellation) =>
        {
            var chosen = ModelCatalog.Find(parsed.GetValue(model));
            return Task.Run(() => Check(chosen, parsed.InvocationConfiguration.Output, cancellation), CancellationToken.None);
        });
        return check;
    }

    private static int Check(CatalogModel chosen, TextWriter output, CancellationToken cancellation)
    {
        var model = chosen.Create();
        var entryPoints = model.Description.EntryPoints;
        var results = new List<CheckResult>();
        foreach (var result in new ModelChecker(model, entryPoints).Run(cancellation))
        {
            if (!result.Passed) output.WriteLine($"wrong: {result}");
            results.Add(result);
        }

        foreach (var group in results.GroupBy(result => (result.EntryPoint, result.Width)))
        {
            var worst = group.MaxBy(result => result.Error / result.Allowed)!;
            output.WriteLine($"{(group.All(result => result.Passed) ? "ok   " : "wrong")} {group.Count(),3} comparisons, worst: {worst}");
        }

        var failures = results.Count(result => !result.Passed);
        if (failures > 0) throw new UserErrorException($"check {chosen.Name}: {failures} of {results.Count} comparisons failed; the first: {results.First(result => !result.Passed)}");
        output.WriteLine($"check {chosen.Name}: all {results.Count} comparisons agree, at widths up to {SimdWidth.Best} bits");
        return 0;
    }
}
