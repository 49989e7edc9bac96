namespace Pico.Examples.Commands;

/// <summary>Reads a file that a command line names.</summary>
internal static class InputFile
{
    /// <summary>The bytes of a file, or of the standard input for "-".</summary>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            if (path != "-")
            {
                return File.ReadAllBytes(path);
            }

            using var input = Console.OpenStandardInput();
            using var memory = new MemoryStream();
            input.CopyTo(memory);
            return memory.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException($"{path} does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: it is a folder, or permission is missing");
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path} cannot be read: {e.Message}");
        }
    }
}
