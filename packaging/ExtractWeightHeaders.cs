using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the JSON header of each safetensors file beside the build's other intermediate files, for the compiler, which gives analyzers text
/// only. A header that has not changed is not written, so that nothing is compiled again.
/// </summary>
public sealed class PicoExtractWeightHeaders : Task
{
    // As much as the analyzer takes; weights of thousands of layers need less than one megabyte.
    private const ulong MostBytes = 16 * 1024 * 1024;

    /// <summary>The safetensors files.</summary>
    [Required]
    public ITaskItem[] Files { get; set; }

    /// <summary>The folder of the headers.</summary>
    [Required]
    public string Folder { get; set; }

    /// <summary>The headers, each at the path of its file within the folder, with <c>.json</c> behind.</summary>
    [Output]
    public ITaskItem[] Headers { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var headers = new List<ITaskItem>();
        foreach (var file in Files)
        {
            try
            {
                var parts = file.ItemSpec.Replace('\\', '/').Split('/').Where(part => part.Length > 0 && part != "." && part != ".." && !part.Contains(":"));
                var path = Path.Combine(Folder, string.Join("/", parts)) + ".json";
                Write(path, Read(file.ItemSpec));
                headers.Add(new TaskItem(path));
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException || e is InvalidDataException)
            {
                Log.LogError(null, "PICO1030", null, file.ItemSpec, 0, 0, 0, 0, "The weights '{0}' cannot be compared: {1}", file.ItemSpec, e.Message);
            }
        }

        Headers = headers.ToArray();
        return !Log.HasLoggedErrors;
    }

    private static string Read(string path)
    {
        using (var stream = File.OpenRead(path))
        using (var reader = new BinaryReader(stream))
        {
            var length = stream.Length < sizeof(ulong) ? ulong.MaxValue : reader.ReadUInt64();
            if (length > MostBytes || length > (ulong)(stream.Length - sizeof(ulong))) throw new InvalidDataException("it is not a safetensors file, or its header is longer than " + MostBytes + " bytes");
            return Encoding.UTF8.GetString(reader.ReadBytes((int)length));
        }
    }

    private static void Write(string path, string header)
    {
        if (File.Exists(path) && File.ReadAllText(path) == header) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path));
        File.WriteAllText(path, header);
    }
}
