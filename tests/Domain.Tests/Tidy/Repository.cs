using System.Text.RegularExpressions;

namespace MentorshipFlow.Domain.Tests.Tidy;

/// <summary>The files of the repository for the house rules.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    public static readonly IReadOnlyList<(string Path, string Text)> Sources = Files("src", "*.cs");

    public static readonly IReadOnlyList<(string Path, string Text)> Tests = Files("tests", "*.cs");

    private static readonly ILookup<string, string> TestClasses =
        Tests.ToLookup(f => Path.GetFileNameWithoutExtension(f.Path), f => f.Text);

    // Wolverine writes these files (ops/codegen).
    private const string Generated = "/Internal/Generated/";

    /// <summary>Texts below a folder with their paths from the root, without build output and generated code.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
                && !path.Contains(Generated, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    /// <summary>Whether there is a test <c>A_class.Does_this</c>; the class is in the file of its name.</summary>
    public static bool HasTest(string name) => name.Split('.') is [var type, var method] && TestClasses[type].Any(text => Regex.IsMatch(
        text, $@"\[(?:Fact|Theory)[\](,](?:(?!\bpublic\b)[\s\S])*\bpublic (?:async )?(?:Task|void) {method}\("));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("*.sln").Length == 0) folder = folder.Parent!;
        return folder.FullName;
    }
}
