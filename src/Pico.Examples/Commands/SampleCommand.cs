using System.CommandLine;
using Pico.Examples.Transformer;
using Pico.Examples.Transformer.Sampling;

namespace Pico.Examples.Commands;

/// <summary><c>pico sample</c>: what a trained GPT writes.</summary>
internal static class SampleCommand
{
    private const int MostTokens = 10_000_000;

    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Folder that 'pico train gpt' wrote", HelpName = "DIR", DefaultValueFactory = _ => GptOptions.StandardOut };
        var prompt = new Option<string?>("--prompt") { Description = "The text to continue; without it, a new line", HelpName = "TEXT" };
        var tokens = NumberOption.Create("--tokens", "Characters to write", 1, MostTokens, 500);
        var temperature = NumberOption.Create("--temperature", "Above 1 bolder, below 1 safer, 0 always the likeliest", 0, 100, 0.8);
        var topK = NumberOption.Create("--top-k", "Choose among this many of the likeliest; 0 for all", 0, int.MaxValue, 0);
        var topP = NumberOption.Create("--top-p", "Choose among the likeliest that together have this probability", 0, 1, 1.0);
        var seed = NumberOption.Create("--seed", "What the choices follow from", 0, int.MaxValue, 1);
        var sample = new Command("sample", "Writes text with a trained GPT.") { model, prompt, tokens, temperature, topK, topP, seed };
        sample.SetAction((parsed, cancellation) =>
        {
            var options = new SampleOptions(
                parsed.GetValue(model)!, parsed.GetValue(prompt), parsed.GetValue(tokens), parsed.GetValue(temperature), parsed.GetValue(topK), parsed.GetValue(topP), parsed.GetValue(seed));
            var run = new SampleRun(options, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return Task.Run(
                () =>
                {
                    run.Execute(cancellation);
                    return 0;
                },
                CancellationToken.None);
        });
        return sample;
    }
}
