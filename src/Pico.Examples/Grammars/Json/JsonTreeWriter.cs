namespace Pico.Examples.Grammars.Json;

/// <summary>Writes a value as indented JSON. Numbers stay as they are written: a double may not hold them.</summary>
internal sealed class JsonTreeWriter : IndentedJsonWriter<JsonValue>
{
    public static void Write(TextWriter output, JsonValue root) => new JsonTreeWriter().WriteTree(output, root);

    protected override int CountOf(JsonValue node) => node.Kind is JsonKind.Array or JsonKind.Object ? node.Count : -1;

    protected override bool IsArray(JsonValue node) => node.Kind == JsonKind.Array;

    protected override (string? Name, JsonValue Part) PartOf(JsonValue node, int index) => (node.Kind == JsonKind.Object ? node.Name(index) : null, node[index]);

    protected override string Scalar(JsonValue node) => node.Kind == JsonKind.String ? JsonQuotes.Add(node.String) : node.Raw;
}
