using System.Reflection;
using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Tests.Transformer;

/// <summary>What the compiler made of the GPT: how many steps, how large its methods, and that it learns.</summary>
public sealed class GptCodeTests
{
    // The JIT gives up optimising at 60,000 bytes of IL and at 2,000 locals.
    private const int LargestMethod = 20_000;
    private const int MostLocals = 500;

    /// <summary>A lost fusion is one step more.</summary>
    [Theory]
    [InlineData("Logits", 12)]
    [InlineData("LogitsStep", 15)]
    [InlineData("Loss", 15)]
    [InlineData("LossAndGradient", 38)]
    public void Steps_are_fused(string entry, int steps)
    {
        IModel gpt = New();
        Assert.Equal(steps, gpt.Description.EntryPoints.Single(candidate => candidate.Name == entry).Steps.Count);
    }

    [Fact]
    public void No_method_is_near_the_limits_of_the_JIT()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var bodies = Nested(typeof(Gpt)).SelectMany(type => type.GetMethods(all)).Select(method => (method.Name, Body: method.GetMethodBody())).Where(pair => pair.Body is not null).ToList();
        Assert.NotEmpty(bodies);
        Assert.All(bodies, pair =>
        {
            Assert.True(pair.Body!.GetILAsByteArray()!.Length < LargestMethod, $"{pair.Name} has {pair.Body.GetILAsByteArray()!.Length} bytes of IL");
            Assert.True(pair.Body.LocalVariables.Count < MostLocals, $"{pair.Name} has {pair.Body.LocalVariables.Count} locals");
        });
    }

    [Fact]
    public void A_training_step_allocates_nothing_and_one_batch_is_learned_by_heart()
    {
        var gpt = New();
        int[] ids = [.. Enumerable.Range(0, 2 * 16).Select(i => (i * 7 + (i * i / 5)) % 11)];
        int[] targets = [.. Enumerable.Range(0, 2 * 16).Select(i => (i * 3 + (i * i / 7)) % 11)];
        var optimizer = new AdamW(gpt.Parameters.Length, learningRate: 0.01);
        void Step()
        {
            gpt.ClearGradients();
            gpt.LossAndGradient(ids, targets, batch: 2, time: 16);
            optimizer.Step(gpt.Parameters.Values, gpt.Gradients);
        }

        Assert.Equal(0, Allocations.Least(Step));
        for (var i = 0; i < 400 && gpt.Loss(ids, targets, 2, 16) >= 0.01f; i++) Step();
        Assert.InRange(gpt.Loss(ids, targets, 2, 16), 0, 0.01f);
    }

    private static IEnumerable<Type> Nested(Type type) =>
        type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(inner => Nested(inner).Append(inner));

    private static Gpt New() => new(vocab: 11, context: 16, width: 24, heads: 3, depth: 2) { Seed = 3 };
}
