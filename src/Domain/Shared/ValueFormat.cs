namespace MentorshipFlow.Shared;

/// <summary>Formats of short values that an event holds as text.</summary>
public static class ValueFormat
{
    /// <summary>A code: 1 to 64 of a-z, A-Z, 0-9, dot, hyphen, underscore.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The number of a road map's item as schools write it, such as «О-1» or «1.1.1-а»: 1 to 64 letters, digits, dots, hyphens
    /// and underscores.</summary>
    public static bool IsItemNumber(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_')
        && text.IsNormalized(System.Text.NormalizationForm.FormC);

    /// <summary>A decimal as text: optional minus, up to 12 digits, optional point and up to 6 digits.</summary>
    public static bool IsDecimal(string? text)
    {
        if (text is not { Length: > 0 and <= 20 }) return false;
        var parts = text.TrimStart('-').Split('.');
        return text.LastIndexOf('-') <= 0 && parts.Length <= 2 && parts[0].Length is > 0 and <= 12 && parts[^1].Length > 0
            && (parts.Length == 1 || parts[1].Length <= 6) && parts.All(p => p.All(char.IsAsciiDigit));
    }
}
