using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pico.Examples.Transformer;

/// <summary>The JSON form of settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GptSettings))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class GptSettingsFormat : JsonSerializerContext
{
    public static string Write(GptSettings settings) => JsonSerializer.Serialize(settings, Default.GptSettings);

    /// <exception cref="JsonException">The text is not that of settings.</exception>
    public static GptSettings Read(string text) =>
        JsonSerializer.Deserialize(text, Default.GptSettings) ?? throw new JsonException("null");
}
