using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Templates;

namespace MentorshipFlow.Api.Definitions;

/// <summary>Библиотека шаблонов документов (M89).</summary>
internal sealed partial class ReadTemplates : UseCase
{
    private static readonly Definition Model = DefinitionLibrary.Read(DefinitionLibrary.Shipped.First());

    /// <param name="Number">The number of the document among the twelve.</param>
    public sealed record Row(int Number, string Code, Wording Title);

    /// <param name="Fields">What the organisation fills in, in the order of the text.</param>
    public sealed record Answer(
        int Number, string Code, Wording Title, IReadOnlyList<TemplateSection> Sections, IReadOnlyList<string> Fields);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/templates", new("Definitions", "listTemplates", "The library of templates",
            "Of the twelve documents, in their order.", Takes.Everybody) { Answer = typeof(Paged<Row>), Query = NumberedPage.Query },
            http => Task.FromResult(NumberedPage.Answer(http, [.. DocumentTemplates.Shipped.Select(Row)])));

        routes.Read("/api/templates/{code}", new("Definitions", "readTemplate", "A template",
            "A sample in Russian that the organisation edits. A field is a word in double braces.", Takes.Everybody)
            { Answer = typeof(Answer) },
            http => Task.FromResult(DocumentTemplates.Shipped.FirstOrDefault(t => t.Code == http.GetRouteValue("code")?.ToString())
                is { } found ? Answers.Json(Of(found)) : Problems.NotFound));

        static Row Row(DocumentTemplate template) => new(Document(template).Number!.Value, template.Code, Document(template).Title);
    }

    private static Answer Of(DocumentTemplate template) => new(
        Document(template).Number!.Value, template.Code, Document(template).Title, template.Sections,
        [
            .. template.Sections.SelectMany(s => s.Paragraphs).SelectMany(p => Field().Matches(p)).Select(m => m.Groups["name"].Value)
                .Distinct(),
        ]);

    private static DocumentDefinition Document(DocumentTemplate template) => Model.Document(template.Code)!;

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
