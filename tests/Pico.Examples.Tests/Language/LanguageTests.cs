using Pico.Examples.Checking;
using Pico.Models;

namespace Pico.Examples.Tests.Language;

/// <summary>
/// What a body may say, compiled at every width, against its own eager run in float64 and that run's central differences.
/// </summary>
[Collection(nameof(AloneCollection))]
public class LanguageTests
{
    [Theory]
    [InlineData(7, 2)]
    [InlineData(16, 4)]
    public void Numbers_of_the_constructor(int width, int heads) => Check(new NumberModel(width, heads, 0.03f, 0.7));

    [Fact]
    public void Statements() => Check(new StatementModel(5));

    [Theory]
    [CombinatorialBools]
    public void Every_combination_of_what_construction_knows(bool bias, bool isDeep, bool drops)
    {
        var model = new VariantModel(6, bias, isDeep ? 2 : 1, drops ? 0.25f : 0f);
        string[] names = ["first.weight", .. bias ? new[] { "first.bias" } : [], .. isDeep ? new[] { "second.weight" } : []];
        Assert.Equal(names, model.Parameters.Select(parameter => parameter.Name));
        Check(model);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.5f)]
    [InlineData(float.NaN)]
    public void A_probability_is_checked_at_construction(float dropout)
    {
        var problem = Record.Exception(() => { _ = new VariantModel(6, true, 1, dropout); });
        if (dropout >= 1) Assert.Contains("the probability of dropout must be from 0 to below 1", Assert.IsType<ArgumentException>(problem).Message, StringComparison.Ordinal);
        else Assert.Null(problem); // no layer is made: nothing drops
    }

    private static void Check(IModel model)
    {
        var results = new ModelChecker(model, model.Description.EntryPoints).Run().ToList();
        Assert.True(results.All(result => result.Passed), string.Join("\n", results.SelectMany(result => result.Failures).Take(5)));
        Assert.NotEmpty(results);
    }
}
