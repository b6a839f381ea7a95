using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Templates;

/// <summary>A part of a template.</summary>
/// <param name="Paragraphs">A field is a word in double braces, such as <c>{{organisation}}</c>.</param>
public sealed record TemplateSection(string Heading, IReadOnlyList<string> Paragraphs);

/// <summary>The template of one of the twelve documents.</summary>
/// <param name="Code">The kind of document in the definition.</param>
public sealed record DocumentTemplate(string Code, IReadOnlyList<TemplateSection> Sections);

/// <summary>The templates of the twelve documents that ship with the program (M89): samples that an organisation edits.</summary>
public static class DocumentTemplates
{
    /// <summary>In the order of the documents.</summary>
    public static IReadOnlyList<DocumentTemplate> Shipped { get; } = Read();

    private static IReadOnlyList<DocumentTemplate> Read()
    {
        using var stream = typeof(DocumentTemplates).Assembly.GetManifestResourceStream("Templates/document-templates.json")!;
        return JsonSerializer.Deserialize<TemplateFile>(stream, CanonicalJson.Options)!.Templates;
    }

    private sealed record TemplateFile(string Note, IReadOnlyList<DocumentTemplate> Templates);
}
