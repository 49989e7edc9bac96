using Pico.Simd;

namespace Pico.Examples.Checking;

/// <summary>What the scalar method makes of inputs, element by element: what lanes are held against.</summary>
internal sealed class ScalarRun
{
    private readonly KernelInputs after;
    private readonly KernelInputs? backwards;

    private ScalarRun(KernelInputs after, KernelInputs? backwards, object[][] results, bool[] threw, bool isOutside) =>
        (this.after, this.backwards, Results, Threw, IsOutside) = (after, backwards, results, threw, isOutside);

    /// <summary>By parameter and element, of what each element writes for itself.</summary>
    public object[][] Results { get; }

    /// <summary>The elements on which the method threw; integers divide by zero in lanes, which is 0.</summary>
    public bool[] Threw { get; }

    /// <summary>Whether an element read or wrote outside of memory.</summary>
    public bool IsOutside { get; }

    /// <summary>What is at a place of memory that elements write by index; null where that is open.</summary>
    /// <remarks>What several elements write to one place is any of it. Such places are those where the order of the elements makes a difference.</remarks>
    public object? Memory(int parameter, int place)
    {
        var value = after[parameter].GetValue(place)!;
        return backwards is not null && value.Equals(backwards[parameter].GetValue(place)) ? value : null;
    }

    /// <summary>Inputs after the method has run on elements in an order; null where it throws, which then depends on the order.</summary>
    public static KernelInputs? After(KernelDescription kernel, KernelInputs inputs, IEnumerable<int> elements)
    {
        var run = inputs.Copy();
        var data = run.Data;
        try
        {
            foreach (var element in elements) kernel.Scalar!(data, element);
        }
        catch (Exception failure) when (failure is ArithmeticException or IndexOutOfRangeException)
        {
            return null;
        }

        return run;
    }

    public static ScalarRun Of(KernelDescription kernel, KernelInputs inputs)
    {
        var run = inputs.Copy();
        var data = run.Data;
        var (threw, isOutside) = (new bool[inputs.Length], false);
        var results = kernel.Parameters.Select(_ => new object[inputs.Length]).ToArray();
        for (var i = 0; i < inputs.Length; i++)
        {
            try
            {
                kernel.Scalar!(data, i);
            }
            catch (ArithmeticException)
            {
                threw[i] = true;
            }
            catch (IndexOutOfRangeException)
            {
                threw[i] = isOutside = true;
            }

            for (var output = 0; output < results.Length; output++)
            {
                var passing = kernel.Parameters[output].Passing;
                if (passing is KernelPassing.InOut or KernelPassing.Out or KernelPassing.Total)
                {
                    results[output][i] = run[output].GetValue(passing == KernelPassing.Total ? 0 : run.Start(output) + i)!;
                }
            }
        }

        KernelInputs? backwards = null;
        if (!threw.Contains(true) && kernel.Parameters.Any(parameter => parameter.Passing == KernelPassing.WritableMemory))
        {
            backwards = After(kernel, inputs, Enumerable.Range(0, inputs.Length).Reverse());
        }

        return new ScalarRun(run, backwards, results, threw, isOutside);
    }
}
