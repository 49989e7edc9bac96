using Pico.Checkpoints;
using Pico.Models;
using Pico.Simd;
using Pico.Tests.Checkpoints;
using Pico.Threading;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>What holds for every optimizer: resume, threads, widths, bfloat16, memory.</summary>
[Collection("SimdWidth")]
public class EveryOptimizerTests
{
    private const int Steps = 8;

    public static TheoryData<string> Names => EveryOptimizer.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resumed_run_makes_the_bits_of_one_that_never_stopped(string name)
    {
        using var folder = new TestFolder();
        foreach (var make in (Func<IModel>[])[() => new LargeLayers { Seed = 7 }, () => new LargeNarrowLayers { Seed = 7 }])
        {
            ParameterSet whole = make().Parameters, before = make().Parameters, after = make().Parameters;
            var optimizer = EveryOptimizer.Make(name, whole);
            Run(optimizer, whole, 0, 2 * Steps);
            var first = EveryOptimizer.Make(name, before);
            Run(first, before, 0, Steps);
            first.Save(folder.PathOf("state"));
            Checkpoint.Save(folder.PathOf("weights"), before);

            var second = EveryOptimizer.Make(name, after);
            Run(second, after, 50, 3); // what is not read would show
            Checkpoint.Load(folder.PathOf("weights"), after);
            second.Load(folder.PathOf("state"));
            Assert.Equal(Steps, second.StepCount);
            Run(second, after, Steps, 2 * Steps);
            AssertSame(whole, optimizer, after, second);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_and_widths_change_no_bit(string name)
    {
        var reference = new LargeLayers { Seed = 7 }.Parameters;
        var optimizer = EveryOptimizer.Make(name, reference);
        Run(optimizer, reference, 0, Steps);
        using var pool = new WorkerPool(2);
        foreach (var width in new[] { 0, 128, 256, 512 }.Where(width => width <= SimdWidth.Best))
        {
            using var limit = SimdWidth.Limit(width);
            var parameters = new LargeLayers { Seed = 7 }.Parameters;
            var other = EveryOptimizer.Make(name, parameters);
            Run(other, parameters, 0, Steps, width == 256 ? null : pool);
            AssertSame(reference, optimizer, parameters, other);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_in_bfloat16_are_moved_as_float32_weights_are(string name)
    {
        ParameterSet wide = new LargeLayers { Seed = 7 }.Parameters, narrow = new LargeNarrowLayers { Seed = 7 }.Parameters;
        for (var i = 0; i < wide.Length; i++) wide.Values[i] = narrow.NarrowValues[i];
        Optimizer optimizer = EveryOptimizer.Make(name, wide), narrowOptimizer = EveryOptimizer.Make(name, narrow);
        var gradients = new float[wide.Length];
        for (var step = 0; step < Steps; step++)
        {
            EveryOptimizer.Gradients(wide, gradients, step);
            optimizer.Step(wide, gradients, 0.5);
            narrowOptimizer.Step(narrow, gradients, 0.5);
        }

        for (var i = 0; i < wide.Length; i++) Assert.Equal(wide.Values[i], SplitWeight.Join(narrow.NarrowValues[i].Bits, narrowOptimizer.Remainders[i]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        using var pool = new WorkerPool(2);
        var parameters = new LargeLayers { Seed = 7 }.Parameters;
        var optimizer = EveryOptimizer.Make(name, parameters);
        var gradients = new float[parameters.Length];
        EveryOptimizer.Gradients(parameters, gradients, 0);
        Assert.Equal(0, Allocations.Least(() => optimizer.Step(parameters, gradients, 1, pool)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_lies_under_torchs_names_for_every_parameter(string name)
    {
        using var folder = new TestFolder();
        var parameters = new LargeLayers().Parameters;
        EveryOptimizer.Make(name, parameters).Save(folder.PathOf("state"));
        using var reader = SafetensorsReader.Open(folder.PathOf("state"));
        string[] expected = name switch
        {
            "SGD" => [],
            "SGD dampened" or "SGD Nesterov" => ["momentum_buffer"],
            "Adam" or "AdamW" => ["exp_avg", "exp_avg_sq"],
            "Adam AMSGrad" or "AdamW AMSGrad" => ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"],
            "Adagrad" => ["sum"],
            "RMSprop" => ["square_avg"],
            "RMSprop centered" => ["grad_avg", "square_avg"],
            "RMSprop momentum" => ["momentum_buffer", "square_avg"],
            "RMSprop both" => ["grad_avg", "momentum_buffer", "square_avg"],
            "Lion" => ["exp_avg"],
            "Adafactor" => ["col_var", "row_var", "variance"],
            "Muon" or "Muon of one matrix" => ["exp_avg", "exp_avg_sq", "momentum_buffer"],
            _ => ["d", .. Enumerable.Range(0, 3).SelectMany(i => (string[])[$"old_dirs.{i}", $"old_stps.{i}"]), "prev_flat_grad"],
        };
        var names = reader.Entries.Select(entry => entry.Name).Where(entry => entry is not ("step" or "lbfgs" or "ro")).ToList();
        Assert.Equal(expected.Order(), names.Select(entry => entry[..^(parameters.Single(parameter => entry.EndsWith("." + parameter.Name, StringComparison.Ordinal)).Name.Length + 1)]).Distinct().Order());
        Assert.All(parameters, parameter => Assert.Equal(expected.Length == 0, !names.Any(entry => entry.EndsWith("." + parameter.Name, StringComparison.Ordinal))));
        Assert.NotNull(reader.Find("step"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_no_number_is_named_and_moves_nothing(string name)
    {
        var parameters = new LargeLayers { Seed = 7 }.Parameters;
        var optimizer = EveryOptimizer.Make(name, parameters);
        var (weights, gradients) = (parameters.Values.ToArray(), new float[parameters.Length]);
        gradients[parameters[2].Offset + 3] = float.NaN;
        var message = Assert.Throws<TrainingException>(() => optimizer.Step(parameters, gradients)).Message;
        Assert.Equal($"{optimizer.Name}: the gradient of '2.weight' is NaN at step 1; lower the learning rate, or look for what made it with the loss", message);
        Assert.Equal(weights, parameters.Values.ToArray());
        Assert.Equal(0, optimizer.StepCount);
    }

    private static void Run(Optimizer optimizer, ParameterSet parameters, int from, int to, WorkerPool? pool = null)
    {
        var gradients = new float[parameters.Length];
        for (var step = from; step < to; step++)
        {
            EveryOptimizer.Gradients(parameters, gradients, step);
            optimizer.Step(parameters, gradients, 0.5, pool);
        }
    }

    private static void AssertSame(ParameterSet expected, Optimizer optimizer, ParameterSet parameters, Optimizer other)
    {
        for (var p = 0; p < expected.Count; p++)
        {
            float[] one = new float[expected[p].Length], two = new float[one.Length];
            expected.Read(p, one);
            parameters.Read(p, two);
            Assert.Equal(one, two);
        }

        Assert.Equal(optimizer.State.Select(state => state.Values.ToArray()), other.State.Select(state => state.Values.ToArray()));
        Assert.Equal(optimizer.Remainders.ToArray(), other.Remainders.ToArray());
    }
}
