using System.Text.Json;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.People;

/// <summary>
/// The consent texts that ship with the program: drafts that an organisation edits and publishes as its own. A lawyer should check them.
/// </summary>
public static class ConsentTemplates
{
    private const string Resource = "People/consent-texts.json";

    /// <summary>One text per purpose in the name of an organisation, in the order of the purposes.</summary>
    public static IReadOnlyList<(ConsentPurpose Purpose, ConsentWording Wording)> Shipped(InstitutionalText @operator,
        InstitutionalText address)
    {
        using var stream = typeof(ConsentTemplates).Assembly.GetManifestResourceStream(Resource)!;
        var file = JsonSerializer.Deserialize<TemplateFile>(stream, CanonicalJson.Options)!;
        return
        [
            .. file.Texts.OrderBy(t => t.Purpose).Select(t => (t.Purpose, new ConsentWording(
                t.Title, file.Subject, @operator, address, t.Wording, t.Categories, t.Actions, t.Term, file.Withdrawal))),
        ];
    }

    private sealed record TemplateFile(string Note, InstitutionalText Subject, InstitutionalText Withdrawal, IReadOnlyList<Template> Texts);

    private sealed record Template(
        ConsentPurpose Purpose, InstitutionalText Title, InstitutionalText Wording, IReadOnlyList<InstitutionalText> Categories,
        IReadOnlyList<InstitutionalText> Actions, InstitutionalText Term);
}
