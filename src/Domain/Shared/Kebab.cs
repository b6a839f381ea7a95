using System.Text.Json;

namespace MentorshipFlow.Shared;

/// <summary>PascalCase to kebab-case, for stable codes.</summary>
public static class Kebab
{
    /// <summary>"StageOutOfOrder" is "stage-out-of-order".</summary>
    public static string Of(string pascal) => JsonNamingPolicy.KebabCaseLower.ConvertName(pascal);
}
