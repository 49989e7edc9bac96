using System.CommandLine;
using System.Globalization;
using Pico.Examples.Catalog;
using Pico.Examples.Checking;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary><c>pico check [MODEL]</c>: do the generated methods compute what the declaration says?</summary>
internal static class CheckCommand
{
    private const int MostFailuresShown = 3; // of one entry point at one width; the first says where to look

    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "The model; without one, all", Arity = ArgumentArity.ZeroOrOne };
        var check = new Command("check", "Holds every generated method and gradient against the eager float64 run and central differences.") { model };
        check.SetAction((parsed, cancellation) =>
        {
            var chosen = parsed.GetValue(model) is { } name ? [ModelCatalog.Find(name)] : ModelCatalog.Models;
            var console = Terminal.Open(parsed.InvocationConfiguration.Output);
            return Task.Run(() => Check(chosen, console, cancellation), CancellationToken.None);
        });
        return check;
    }

    internal static int Check(IReadOnlyList<CatalogModel> chosen, IAnsiConsole console, CancellationToken cancellation)
    {
        console.WriteLine("float32 code against the eager float64 run of the same declaration, each at several sizes");
        console.WriteLine(Tolerance.Rule);
        var wrong = new List<string>();
        foreach (var candidate in chosen)
        {
            var model = candidate.Create();
            var (count, failed) = (0, 0);
            console.WriteLine();
            console.WriteLine(candidate.Name, new Style(decoration: Decoration.Bold));
            foreach (var result in new ModelChecker(model, model.Description.EntryPoints).Run(cancellation))
            {
                Show(console, result);
                count += result.Comparisons.Count;
                failed += result.Failures.Count();
            }

            console.WriteLine(failed == 0
                ? string.Create(CultureInfo.InvariantCulture, $"check {candidate.Name}: all {count} comparisons agree")
                : string.Create(CultureInfo.InvariantCulture, $"check {candidate.Name}: {failed} of {count} comparisons failed"));
            if (failed > 0) wrong.Add(candidate.Name);
        }

        if (wrong.Count > 0) throw new UserErrorException($"check: the generated code of {string.Join(", ", wrong)} is wrong; the lines above say where");
        return 0;
    }

    private static void Show(IAnsiConsole console, CheckResult result)
    {
        console.Write(result.Passed ? "  ok     " : "  wrong  ", new Style(result.Passed ? Color.Green : Color.Red));
        var worst = result.Worst;
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.EntryPoint,-16} ") + result.Kind switch
        {
            "equal bits" => "equal bits at every width, with 1 and 2 threads",
            "slopes" => string.Create(CultureInfo.InvariantCulture, $"central differences   largest relative error {worst.Error:0.0e+0} of {worst.Allowed:0.0e+0} ({worst.Quantity}, {worst.Case})"),
            var width => string.Create(CultureInfo.InvariantCulture, $"{width,-8}  largest relative error {worst.Error:0.0e+0} of {worst.Allowed:0.0e+0} ({worst.Quantity}, {worst.Case})"),
        });
        foreach (var failure in result.Failures.Take(MostFailuresShown)) console.WriteLine($"         {failure}");
    }
}
