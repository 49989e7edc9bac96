using System.Globalization;
using Pico.Checkpoints;
using Pico.Examples.Commands;

namespace Pico.Examples.Transformer.Sampling;

/// <summary>One <c>pico sample</c>: loads a model and streams what it writes.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="output">Receives the prompt and its continuation.</param>
/// <param name="notes">Receives remarks that are not part of the text.</param>
internal sealed class SampleRun(SampleOptions options, TextWriter output, TextWriter notes)
{
    /// <exception cref="UserErrorException">The folder or the prompt cannot be used.</exception>
    /// <exception cref="CheckpointException">The checkpoint is broken or of another model.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted.</exception>
    public void Execute(CancellationToken cancellation)
    {
        if (options.Prompt is "") throw new UserErrorException("--prompt is empty; give at least one character, or leave it out");
        if (options.Model.Length == 0) throw new UserErrorException("--model is empty; name a folder that 'pico train gpt' wrote, or leave it out");
        var folder = new GptFolder(options.Model);
        if (!File.Exists(folder.Model)) throw new UserErrorException($"--model {options.Model} holds no {Path.GetFileName(folder.Model)}; train one with 'pico train gpt --out {options.Model}'");
        var (settings, vocabulary) = GptFolder.Describe(folder.Model);
        var prompt = vocabulary.Encode(options.Prompt ?? (vocabulary.Contains('\n') ? "\n" : vocabulary.Decode(0)), "--prompt");
        var model = LanguageModels.Create(settings, vocabulary.Size);
        Checkpoint.Load(folder.Model, model.Model.Parameters);
        if (prompt.Length > settings.Context)
        {
            notes.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"pico: note: the prompt has {prompt.Length} characters, of which the model sees the last {settings.Context}"));
        }

        var sampler = new TokenSampler(vocabulary.Size, options.Temperature, options.TopK, options.TopP, options.Seed);
        output.Write(options.Prompt);
        new TextGenerator(model, vocabulary, settings.Context).Continue(prompt, options.Tokens, sampler, output, cancellation);
        output.WriteLine();
    }
}
