using System.Text.RegularExpressions;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>
/// Forms of mentoring as schools write them: by code or wording, by the wording of a role model, or by the two roles, such as «педагог –
/// молодой специалист» for the form of teachers.
/// </summary>
internal sealed partial class FormCell(IReadOnlyList<FormDefinition> forms)
{
    private readonly Dictionary<string, string> known = Known(forms);

    /// <summary>The codes; null when a part of the text is no form.</summary>
    public string[]? Read(string cell)
    {
        if (One(cell) is { } whole) return [whole];
        var parts = cell.Split([';', ',', '\n', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var codes = parts.Select(One).ToArray();
        return codes.Length > 0 && codes.All(c => c is not null) ? [.. codes.OfType<string>().Distinct()] : null;
    }

    private string? One(string text)
    {
        text = Heading().Replace(text, "");
        if (known.GetValueOrDefault(Headings.Normal(text)) is { } code) return code;
        var sides = Between().Split(text.Trim(' ', '«', '»', '"')).Select(Role).ToArray();
        if (sides is not [{ } mentor, { } mentee]) return null;
        return forms.FirstOrDefault(f => f.Code == $"{mentor}-{mentee}")?.Code;
    }

    private static string? Role(string words)
    {
        var normal = Headings.Normal(words);
        if (Headings.Roles.GetValueOrDefault(normal) is { } role) return role;
        // «опытный учитель математики» is an experienced teacher all the same; the longest known words at its beginning decide.
        return Headings.Roles.Where(r => normal.StartsWith($"{r.Key} ", StringComparison.Ordinal)).OrderByDescending(r => r.Key.Length)
            .Select(r => r.Value).FirstOrDefault();
    }

    private static Dictionary<string, string> Known(IReadOnlyList<FormDefinition> forms)
    {
        Dictionary<string, string> codes = [];
        foreach (var form in forms)
        {
            foreach (var wording in new[] { form.Code, form.Title.Ru, form.Title.En }) codes.TryAdd(Headings.Normal(wording), form.Code);
        }

        // Some role models belong to two forms: their wording does not tell which.
        foreach (var model in forms.SelectMany(f => f.Variants.SelectMany(v => new[] { v.Code, v.Title.Ru, v.Title.En }
            .Select(w => (Wording: Headings.Normal(w), f.Code)))).Distinct().GroupBy(m => m.Wording).Where(g => g.Count() == 1))
            codes.TryAdd(model.Key, model.Single().Code);
        return codes;
    }

    // «форма «учитель – учитель»».
    [GeneratedRegex(@"^\s*форма:?\s+(?=.)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    // A dash with spaces, or a hyphen between two words.
    [GeneratedRegex(@"\s+[-\u2010-\u2015\u2212]\s+|(?<=\p{L})[-\u2010-\u2015\u2212](?=\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
