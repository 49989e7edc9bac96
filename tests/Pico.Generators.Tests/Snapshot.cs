using System.Runtime.CompilerServices;

namespace Pico.Generators.Tests;

/// <summary>
/// Compares text with a file beside the test, in Verify's conventions: <c>Class.Method.verified.cs</c> is committed; on a
/// mismatch <c>Class.Method.received.cs</c> is written next to it, to be compared and, if right, renamed.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string received, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(test)!, Path.GetFileNameWithoutExtension(test) + "." + method);
        var (verifiedPath, receivedPath) = (stem + ".verified.cs", stem + ".received.cs");
        received = received.Replace("\r\n", "\n", StringComparison.Ordinal);
        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (received == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{Path.GetFileName(receivedPath)} differs from {Path.GetFileName(verifiedPath)}{FirstDifference(verified, received)}; compare them, and rename if the new text is right.");
    }

    private static string FirstDifference(string? verified, string received)
    {
        if (verified is null)
        {
            return " (which does not exist yet)";
        }

        var (expected, actual) = (verified.Split('\n'), received.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(expected.Length, actual.Length)).First(i => i >= expected.Length || i >= actual.Length || expected[i] != actual[i]);
        return $" in line {line + 1}";
    }
}
