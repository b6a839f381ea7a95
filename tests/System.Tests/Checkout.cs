namespace MentorshipFlow.System.Tests;

/// <summary>The checkout that these tests were built from. Deterministic builds rewrite the path of a source file, so the root is found by
/// walking up.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder of it.</summary>
    /// <param name="path">From the root, with slashes.</param>
    public static string At(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MentorshipFlow.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
