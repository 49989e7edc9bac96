using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pico.Examples.Grammars.Json;

namespace Pico.Benchmarks;

/// <summary>The generated JSON parser beside System.Text.Json, call by call in turns.</summary>
internal static class JsonBenchmark
{
    private const int Turns = 60;

    public static int Run(string[] arguments)
    {
        var texts = arguments.Length > 0
            ? arguments.Select(path => (Name: Path.GetFileName(path), Text: File.ReadAllBytes(path))).ToArray()
            : [("records", Records()), ("numbers", Numbers()), ("text", Prose())];
        Console.WriteLine("text      MB    lexer MB/s  accept MB/s  x reader   tree MB/s  x document  tree of chars MB/s");
        foreach (var (name, text) in texts)
        {
            var chars = Encoding.UTF8.GetString(text);
            var times = Interleave(
                () => JsonTokens.AcceptsTokens(text) ? 1 : throw new InvalidDataException("not JSON"),
                () => JsonGrammar.AcceptsValue(text) ? 1 : throw new InvalidDataException("not JSON"),
                () => Read(text),
                () => Tree(text),
                () => Document(text),
                () => TreeOfChars(chars));
            var megabytes = text.Length / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-8} {megabytes,5:0.00} {megabytes / times[0],11:0} {megabytes / times[1],12:0} {times[2] / times[1],9:0.00} {megabytes / times[3],11:0} {times[4] / times[3],11:0.00} {megabytes / times[5],19:0}"));
        }

        return 0;
    }

    private static double[] Interleave(params Func<int>[] calls)
    {
        var times = calls.Select(_ => new double[Turns]).ToArray();
        for (var turn = -Turns; turn < Turns; turn++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                calls[i]();
                if (turn >= 0)
                {
                    times[i][turn] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                }
            }
        }

        return [.. times.Select(row => row.Order().ElementAt(Turns / 2))];
    }

    private static int Read(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        var count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }

    private static int Tree(byte[] text)
    {
        using var tree = JsonText.Parse(text, out _);
        return (int)tree!.Root.Kind;
    }

    private static int TreeOfChars(string text)
    {
        var grammar = new JsonGrammar();
        var result = grammar.ParseValue(text);
        grammar.TakeNodes().Dispose();
        return (int)result.Value.Kind;
    }

    private static int Document(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        return (int)document.RootElement.ValueKind;
    }

    private static byte[] Records()
    {
        var random = new Random(1);
        return JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 5200).Select(i => new
        {
            id = i,
            name = "user " + random.Next(100000),
            email = $"user{i}@example.org",
            isActive = random.Next(2) == 0,
            score = Math.Round(random.NextDouble() * 1000, 3),
            tags = Enumerable.Range(0, random.Next(5)).Select(_ => "tag" + random.Next(50)),
            address = new { street = random.Next(200) + " Main Street", city = "Zürich", zip = random.Next(10000, 99999) },
        }), new JsonSerializerOptions { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static byte[] Numbers()
    {
        var random = new Random(2);
        return JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 20000).Select(_ => new[] { random.NextDouble() * 360, random.Next(100000), Math.Round(random.NextDouble(), 4) }));
    }

    private static byte[] Prose()
    {
        var random = new Random(3);
        return JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 4000).Select(i => new
        {
            title = "Entry number " + i,
            body = string.Join(' ', Enumerable.Range(0, random.Next(10, 60)).Select(_ => "word" + random.Next(1000))) + "\n\"quoted\" text",
        }), new JsonSerializerOptions { WriteIndented = true });
    }
}
