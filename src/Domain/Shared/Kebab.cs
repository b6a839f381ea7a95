using System.Collections.Concurrent;
using System.Text.Json;

namespace MentorshipFlow.Shared;

/// <summary>PascalCase to kebab-case, for stable codes.</summary>
public static class Kebab
{
    private static readonly ConcurrentDictionary<string, string> Known = new();

    /// <summary>"StageOutOfOrder" is "stage-out-of-order".</summary>
    /// <param name="pascal">A name from the program's own text: what it becomes is kept.</param>
    public static string Of(string pascal) => Known.GetOrAdd(pascal, JsonNamingPolicy.KebabCaseLower.ConvertName);
}
