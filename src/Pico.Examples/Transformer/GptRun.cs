using System.Globalization;
using Pico.Examples.Commands;
using Pico.Examples.Optimizer;
using Pico.Examples.Reporting;
using Pico.Examples.Transformer.Sampling;
using Pico.Examples.Transformer.Text;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.Transformer;

/// <summary>One <c>pico train gpt</c>, from its options to its last line.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="output">Receives the report.</param>
/// <param name="time">The clock that speed is measured by.</param>
internal sealed class GptRun(GptOptions options, TextWriter output, TimeProvider time)
{
    private const int SampleLength = 400;
    private const double SampleTemperature = 0.8;

    private static readonly string[] Tables = ["tokens.*", "positions.*", "head.*"];

    /// <exception cref="UserErrorException">The options, the text or the folder cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted the run; it was saved.</exception>
    public void Execute(CancellationToken cancellation)
    {
        var folder = new GptFolder(options.Out);
        var (settings, corpus) = options.Resume ? GptPlan.Resume(options, folder) : GptPlan.Begin(options);
        LanguageModels.RequireMemory(settings, corpus.Vocabulary.Size);
        using var pool = new WorkerPool(options.Threads);
        var model = LanguageModels.Create(settings, corpus.Vocabulary.Size);
        model.Model.DefaultWorkspace.Pool = pool;
        if (options.TracesNonFinite) model.Model.DefaultWorkspace.TraceNonFinite = true;
        var trainer = NewTrainer(settings, corpus, model);
        if (options.Resume)
        {
            trainer.Load(folder.Training);
            if (trainer.Step >= settings.Steps) throw new UserErrorException($"--resume: the run in {options.Out} has made all its {trainer.Step} steps; ask for more with --steps");
        }

        folder.Prepare();
        var threads = $"{options.Threads} thread{(options.Threads == 1 ? "" : "s")}";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"gpt: {model.Model.Parameters.ElementCount:N0} parameters, {corpus.Training.Length:N0} training and {corpus.Validation.Length:N0} validation characters, {corpus.Vocabulary.Size} different ({corpus.Name}), {threads}"));
        if (options.Resume) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resumed at step {trainer.Step}"));
        var saving = new GptObserver(settings.Batch * settings.Context, () => folder.Save(trainer, settings, corpus.Vocabulary, model.Model.Parameters));
        try
        {
            Train(trainer, saving, cancellation);
        }
        catch (IOException e)
        {
            // Saving has its own message: this is whoever should have read the report.
            saving.Save(trainer);
            throw new UserErrorException(FormattableString.Invariant($"the report cannot be written: {e.Message}; saved step {trainer.Step} to {options.Out}; go on with --resume"), e);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saved step {trainer.Step} to {options.Out}; go on with --resume"));
            throw;
        }

        WriteSample(settings, corpus.Vocabulary, model, cancellation);
        var (point, status) = (trainer.Curve[^1], new GptStatus(trainer.Progress, settings.Batch * settings.Context, IsMilestone: true));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"final: step={point.Step} train_loss={point.TrainLoss:F4} val_loss={point.ValidationLoss:F4} tokens_per_s={status.TokensPerSecond:F0}"));
    }

    private Trainer NewTrainer(GptSettings settings, TextCorpus corpus, ILanguageModel model)
    {
        var batches = new TextBatches(corpus, settings.Batch, settings.Context, settings.Seed);
        var plan = new TrainerOptions(settings.Steps, GptSchedules.Create(settings))
        {
            Beta2 = settings.Beta2,
            WeightDecay = settings.WeightDecay,
            ClipNorm = settings.ClipNorm,
            ValidationInterval = settings.ValidationInterval,
            ValidationBatches = settings.ValidationBatches,
            Optimizer = settings.Optimizer == OptimizerChoices.Standard ? null : parameters =>
                OptimizerChoices.ForBatches("the optimizer", settings.Optimizer).Create(parameters, settings.LearningRate, settings.WeightDecay, Tables),
        };
        return new Trainer(model.Model, plan, Learn, Validate, time);

        float Learn(long batch)
        {
            batches.FillTraining(batch);
            return model.LossAndGradient(batches.Ids, batches.Targets, settings.Batch, settings.Context);
        }

        float Validate(long batch)
        {
            batches.FillValidation(batch, settings.ValidationBatches);
            return model.Loss(batches.Ids, batches.Targets, settings.Batch, settings.Context);
        }
    }

    private void Train(Trainer trainer, GptObserver observer, CancellationToken cancellation)
    {
        if (!Terminal.IsLive(output))
        {
            observer.Report = new PlainTrainingReport<GptStatus>(output, time);
            trainer.Run(observer, cancellation);
            return;
        }

        TerminalTrainingReport<GptStatus>.Show(Terminal.Open(output), time, report =>
        {
            observer.Report = report;
            trainer.Run(observer, cancellation);
        });
    }

    private void WriteSample(GptSettings settings, CharacterVocabulary vocabulary, ILanguageModel model, CancellationToken cancellation)
    {
        var sampler = new TokenSampler(vocabulary.Size, SampleTemperature, topK: 0, topP: 1, settings.Seed);
        var start = vocabulary.Encode(vocabulary.Contains('\n') ? "\n" : vocabulary.Decode(0), "the start");
        output.WriteLine();
        new TextGenerator(model, vocabulary, settings.Context).Continue(start, SampleLength, sampler, output, cancellation);
        output.WriteLine();
        output.WriteLine();
    }
}
