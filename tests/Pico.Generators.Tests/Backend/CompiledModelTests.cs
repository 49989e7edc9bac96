using System.Reflection;
using Pico.Memory;
using Pico.Models;
using Pico.Threading;

namespace Pico.Generators.Tests.Backend;

/// <summary>What a compiled model promises its caller, beyond right numbers.</summary>
[Collection(nameof(AloneCollection))]
public class CompiledModelTests
{
    private static readonly Lazy<IReadOnlyList<IModel>> Models = new(() => CompiledGraph.Create([.. Enumerable.Range(1000, 20).Select(seed => RandomGraph.Draw(seed).Program), Graphs.Mlp()]));

    private static readonly Type[] Arguments = [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>), typeof(int)];

    [Fact]
    public void Gradients_accumulate_until_they_are_cleared()
    {
        var model = NewMlp();
        var inputs = Inputs(5, seed: 1);
        Train(model.DefaultWorkspace, model, inputs);
        var once = model.Gradients.ToArray();
        Train(model.DefaultWorkspace, model, inputs);
        Assert.Equal(once.Select(value => value + value), model.Gradients.ToArray());
        Assert.Contains(once, value => value != 0);
        model.ClearGradients();
        Assert.All(model.Gradients.ToArray(), value => Assert.Equal(0f, value));
        Train(model.DefaultWorkspace, model, inputs);
        Assert.Equal(once, model.Gradients.ToArray());
    }

    [Fact]
    public void Concurrent_callers_with_a_workspace_each_get_what_they_get_alone()
    {
        var model = NewMlp();
        var cases = Enumerable.Range(0, 3).Select(seed => Inputs(9 + (7 * seed), seed)).ToList();
        var alone = cases.Select(inputs =>
        {
            using var workspace = model.CreateWorkspace();
            return (Loss: Train(workspace, model, inputs), Gradients: workspace.Gradients.ToArray());
        }).ToList();
        var mistakes = 0;
        var threads = cases.Select((inputs, i) => new Thread(() =>
        {
            using var workspace = model.CreateWorkspace();
            for (var round = 0; round < 50; round++)
            {
                workspace.ClearGradients();
                var loss = Train(workspace, model, inputs);
                if (loss != alone[i].Loss || !workspace.Gradients.SequenceEqual(alone[i].Gradients))
                {
                    Interlocked.Increment(ref mistakes);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(0, mistakes);
        Assert.All(model.Gradients.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void The_seed_chooses_the_parameters_and_is_fixed_by_the_first_use()
    {
        var (one, other, same) = (NewMlp(), NewMlp(), NewMlp());
        one.Seed = 7;
        same.Seed = 7;
        Assert.Equal(one.Parameters.Values.ToArray(), same.Parameters.Values.ToArray());
        Assert.NotEqual(one.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
        Assert.Contains("before the model is first used", Assert.Throws<InvalidOperationException>(() => one.Seed = 8).Message, StringComparison.Ordinal);
        Assert.Equal(7ul, one.Seed);
    }

    [Fact]
    public void Temporaries_share_memory_unless_they_are_kept()
    {
        var model = NewMlp();
        var inputs = Inputs(64, seed: 2);
        var loss = Train(model.DefaultWorkspace, model, inputs);
        var plan = model.DefaultWorkspace.MemoryOf("LossAndGradient");
        Assert.InRange(plan.Bytes, 1, plan.UnsharedBytes - 1);

        model.DefaultWorkspace.KeepsTemporaries = true;
        Assert.Equal(loss, Train(model.DefaultWorkspace, model, inputs));
        var ranges = Enumerable.Range(0, plan.Count).Select(slot => (First: plan.Offset(slot), Last: plan.Offset(slot) + plan.Size(slot))).OrderBy(range => range.First).ToList();
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.Last <= pair.Second.First));
    }

    [Fact]
    public void A_step_allocates_nothing_after_the_first()
    {
        var model = NewMlp();
        var step = (Func<ReadOnlySpan<float>, ReadOnlySpan<int>, int, float>)Delegate.CreateDelegate(
            typeof(Func<ReadOnlySpan<float>, ReadOnlySpan<int>, int, float>), model, model.GetType().GetMethod("LossAndGradient", Arguments)!);
        var (x, targets) = (new float[300 * 37], new int[300]);
        step(x, targets, 300);
        var native = AlignedBuffer.Allocations;
        Assert.Equal(0, Allocations.Least(() =>
        {
            model.ClearGradients();
            step(x, targets, 300);
        }));
        Assert.Equal(native, AlignedBuffer.Allocations);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var model = NewMlp();
        var inputs = Inputs(6000, seed: 3);
        float[]? expected = null;
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var pool = new WorkerPool(threads);
            model.DefaultWorkspace.Pool = pool;
            var rounds = 0;
            do
            {
                model.ClearGradients();
                var loss = Train(model.DefaultWorkspace, model, inputs);
                float[] result = [loss, .. model.Gradients];
                Assert.Equal((expected ??= result).Select(BitConverter.SingleToInt32Bits), result.Select(BitConverter.SingleToInt32Bits));
            }
            while (rounds++ < 100 && Enumerable.Range(0, threads).Count(worker => pool.ChunksRunBy(worker) > 0) < Math.Min(threads, 2));

            Assert.True(Enumerable.Range(0, threads).Count(worker => pool.ChunksRunBy(worker) > 0) >= Math.Min(threads, 2), "only one worker ran chunks");
        }
    }

    [Theory]
    [InlineData(3, 2, 0, "'x' must hold the 111 elements of [batch, 37], but holds 74.")]
    [InlineData(-1, 1, 0, "the dimension 'batch' must be at least 1, but is -1.")]
    [InlineData(0, 0, 0, "the dimension 'batch' must be at least 1, but is 0.")]
    [InlineData(2, 2, 10, "'targets'[0] is 10, but must be from 0 to 9.")]
    [InlineData(2, 2, -1, "'targets'[0] is -1, but must be from 0 to 9.")]
    public void A_wrong_argument_gives_one_clear_line(int batch, int given, int target, string message)
    {
        var model = NewMlp();
        var call = (Func<ReadOnlySpan<float>, ReadOnlySpan<int>, int, float>)Delegate.CreateDelegate(
            typeof(Func<ReadOnlySpan<float>, ReadOnlySpan<int>, int, float>), model, model.GetType().GetMethod("Loss", Arguments)!);
        var targets = new int[given];
        targets.AsSpan().Fill(target);
        var problem = Assert.ThrowsAny<ArgumentException>(() => { call(new float[given * 37], targets, batch); });
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    /// <summary>Beyond 60,000 bytes of IL or 2,000 locals the JIT no longer optimises a method.</summary>
    [Fact]
    public void No_emitted_method_comes_near_the_limits_of_the_compiler()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var bodies = Models.Value[0].GetType().Assembly.GetTypes().SelectMany(type => type.GetMethods(All)).Select(method => method.GetMethodBody()).OfType<MethodBody>().ToList();
        Assert.True(bodies.Count > 500);
        Assert.True(bodies.Max(body => body.GetILAsByteArray()!.Length) < 60_000);
        Assert.True(bodies.Max(body => body.LocalVariables.Count) < 2_000);
    }

    private static IModel NewMlp() => (IModel)Activator.CreateInstance(Models.Value[^1].GetType())!;

    private static IReadOnlyList<Tensor> Inputs(int batch, int seed)
    {
        var random = new Random(seed);
        return
        [
            Tensor.From(Enumerable.Range(0, batch * 37).Select(_ => (random.NextSingle() * 2) - 1).ToArray(), [batch, 37]),
            Tensor.From(Enumerable.Range(0, batch).Select(_ => random.Next(10)).ToArray(), [batch]),
        ];
    }

    private static float Train(ModelWorkspace workspace, IModel model, IReadOnlyList<Tensor> inputs) =>
        model.Description.EntryPoints.Single(entry => entry.FormsGradients).Run(workspace, inputs, [inputs[1].Size])[0];
}
