namespace MentorshipFlow.Shared;

/// <summary>PascalCase to kebab-case, for stable codes.</summary>
public static class Kebab
{
    /// <summary>"StageOutOfOrder" is "stage-out-of-order".</summary>
    public static string Of(string pascal) =>
        string.Concat(pascal.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
