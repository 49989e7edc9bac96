using System.Text;
using System.Text.Json;
using Pico.Checkpoints;
using Pico.Examples.Commands;
using Pico.Examples.Reporting;
using Pico.Examples.Transformer.Text;
using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Transformer;

/// <summary>
/// The folder of a run. <c>model.safetensors</c> is all that sampling needs and <c>training.safetensors</c> all that resuming
/// needs; each is replaced as a whole and carries settings and vocabulary itself. The rest is for people and other programs.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class GptFolder(string path)
{
    private const string SettingsKey = "pico.settings", VocabularyKey = "pico.vocabulary";

    public string Model { get; } = Path.Combine(path, "model.safetensors");

    public string Training { get; } = Path.Combine(path, "training.safetensors");

    public string Settings { get; } = Path.Combine(path, "config.json");

    public string Vocabulary { get; } = Path.Combine(path, "vocabulary.json");

    public string LossCurve { get; } = Path.Combine(path, "loss.svg");

    /// <summary>Makes the folder and sees whether files can be written there, before any time goes into training.</summary>
    /// <exception cref="UserErrorException">They cannot.</exception>
    public void Prepare()
    {
        if (path.Length == 0) throw new UserErrorException("--out is empty; name a folder, or leave it out");
        try
        {
            Directory.CreateDirectory(path);
            AtomicFile.Write(Path.Combine(path, "writable"), _ => { });
            File.Delete(Path.Combine(path, "writable"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--out {path} cannot be written: {e.Message}; name another folder", e);
        }
    }

    /// <summary>Writes everything. The file that resuming reads comes first: it alone decides where a run stands.</summary>
    /// <exception cref="UserErrorException">Something cannot be written; the last checkpoint is whole.</exception>
    public void Save(Trainer trainer, GptSettings settings, CharacterVocabulary vocabulary, ParameterSet parameters)
    {
        var settingsText = GptSettingsFormat.Write(settings);
        KeyValuePair<string, string>[] metadata = [new(SettingsKey, settingsText), new(VocabularyKey, vocabulary.Characters)];
        try
        {
            trainer.Save(Training, metadata);
            Checkpoint.Save(Model, parameters, metadata);
            Write(Settings, settingsText + "\n");
            Write(Vocabulary, JsonSerializer.Serialize([.. Enumerable.Range(0, vocabulary.Size).Select(vocabulary.Decode)], GptSettingsFormat.Default.IReadOnlyListString) + "\n");
            Write(LossCurve, LossCurveSvg.Draw(trainer.Curve));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"step {trainer.Step} cannot be saved: {e.Message}; the checkpoint before it is whole: make room and go on with --resume", e);
        }
    }

    /// <summary>What a file of this folder says of itself.</summary>
    /// <param name="file"><see cref="Model"/> or <see cref="Training"/>.</param>
    /// <exception cref="CheckpointException">It is broken, or not one that training wrote.</exception>
    /// <exception cref="UserErrorException">Its settings are out of bounds.</exception>
    public static (GptSettings Settings, CharacterVocabulary Vocabulary) Describe(string file)
    {
        using var reader = SafetensorsReader.Open(file);
        if (!reader.Metadata.TryGetValue(SettingsKey, out var settingsText) || !reader.Metadata.TryGetValue(VocabularyKey, out var characters) || characters.Length == 0)
        {
            throw new CheckpointException($"{file} has no settings or vocabulary in its metadata; use a file that 'pico train gpt' wrote");
        }

        GptSettings settings;
        try
        {
            settings = GptSettingsFormat.Read(settingsText);
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{file} has settings that cannot be read; use a file that 'pico train gpt' wrote", e);
        }

        settings.Validate(file);
        var vocabulary = CharacterVocabulary.Of(characters);

        // Before a model is built: sizes that are merely claimed must not take memory.
        if (LanguageModels.LeastParameters(settings, vocabulary.Size) > reader.Entries.Sum(entry => entry.Count))
        {
            throw new CheckpointException($"{file} holds fewer numbers than a model of its settings has; use another copy of it");
        }

        return (settings, vocabulary);
    }

    private static void Write(string file, string text) => AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
