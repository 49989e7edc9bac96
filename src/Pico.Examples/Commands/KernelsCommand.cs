using System.CommandLine;
using System.Globalization;
using Pico.Examples.Checking;
using Pico.Examples.Inspection;
using Pico.Simd;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary><c>pico kernels [NAME]</c>: which kernels there are, whether their lanes agree with their scalar methods, and how fast they are.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "A part of a kernel's name; without one, all", Arity = ArgumentArity.ZeroOrOne };
        var kernels = new Command("kernels", "Lists the kernels of this program, holds their lanes against their scalar methods and measures both.") { name };
        kernels.SetAction((parsed, cancellation) =>
        {
            var chosen = Find(KernelRegistry.Kernels, parsed.GetValue(name));
            var console = Terminal.Open(parsed.InvocationConfiguration.Output);
            return Task.Run(() => Run(chosen, console, cancellation), CancellationToken.None);
        });
        return kernels;
    }

    internal static int Run(IReadOnlyList<KernelDescription> chosen, IAnsiConsole console, CancellationToken cancellation)
    {
        string? failure = null;
        foreach (var kernel in chosen)
        {
            console.WriteLine(kernel.Name + kernel.Signature[kernel.Signature.IndexOf('(')..] + (kernel.Reduce == Reduction.None ? "" : $", {kernel.Reduce}"), new Style(decoration: Decoration.Bold));
            if (kernel.Lanes is null)
            {
                console.WriteLine("  not checked: no inputs can be made up for a struct of which only a part is known");
                continue;
            }

            var (compared, difference) = KernelChecker.Run(kernel, cancellation);
            failure ??= difference;
            console.Write(difference is null ? "  ok     " : "  wrong  ", new Style(difference is null ? Color.Green : Color.Red));
            console.WriteLine(difference ?? (compared == 0
                ? "nothing to compare: every input that was made up lies outside of its memory"
                : string.Create(CultureInfo.InvariantCulture, $"{compared:N0} results: {KernelChecker.Rule(kernel)}")));
        }

        if (failure is not null) throw new UserErrorException($"kernels: {failure}");
        Measure([.. chosen.Where(kernel => kernel.Lanes is not null)], console, cancellation);
        return 0;
    }

    private static void Measure(IReadOnlyList<KernelDescription> chosen, IAnsiConsole console, CancellationToken cancellation)
    {
        if (chosen.Count == 0) return;
        var widths = KernelChecker.Widths.Where(width => width > 0).ToArray();
        var tables = new ViewTable(console);
        console.WriteLine();
        tables.Title("million elements per second", "of ordinary values in the cache; 'scalar' is the method itself, called through a delegate");
        var table = tables.New(["kernel", ">scalar", .. widths.Select(width => string.Create(CultureInfo.InvariantCulture, $">{width} bits"))]);
        foreach (var kernel in chosen)
        {
            cancellation.ThrowIfCancellationRequested();
            ViewTable.Row(table, [kernel.Name, Millions(KernelSpeed.OfScalar(kernel)), .. widths.Select(width => Millions(KernelSpeed.OfLanes(kernel, width)))]);
        }

        tables.Write(table);
    }

    private static string Millions(double elements) => (elements / 1e6).ToString("N1", CultureInfo.InvariantCulture);

    private static IReadOnlyList<KernelDescription> Find(IReadOnlyList<KernelDescription> kernels, string? name)
    {
        var found = name is null ? kernels : [.. kernels.Where(kernel => kernel.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count > 0 ? found : throw new UserErrorException($"no kernel is called '{name}'; there are {string.Join(", ", kernels.Select(kernel => kernel.Name))}");
    }
}
