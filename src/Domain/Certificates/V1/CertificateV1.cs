using System.Text.Json;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Certificates.V1;

/// <summary>Everything that format v1 says, before it becomes text or JSON.</summary>
internal sealed record CertificateContent(
    string Format, TitleContent Title, AimsContent Aims, RoadmapContent Roadmap, GatesContent Gates, OutreachContent Outreach, RegisterContent Documents,
    FindingsContent Findings, ProvenanceContent Provenance, CompletenessContent? Completeness);

/// <summary>How much of the certificate has a source.</summary>
internal sealed record CompletenessContent(int Lines, int LinesWithSource, string? Percent);

/// <summary>
/// Format <c>mentorshipflow certificate v1</c>. Released: its bytes never change; whatever should read otherwise is a later format.
/// <code>
/// mentorshipflow certificate v1
/// Справка об итогах реализации мероприятий по внедрению ЦМН       with " (досрочно)" for a cancelled programme
/// Разделы: 1, 2, 3, 4, 5, 16, 18, 19                              numbers of model.md 5.6; the others need events that this format does not read
///
/// 1. Титул и основание                    lines: <see cref="TitleSection"/>
/// 2. Цель, задачи, формы                  lines: <see cref="AimsSection"/>
/// 3. Выполнение дорожной карты            lines: <see cref="RoadmapSection"/>
/// 4. Утверждение этапов                   lines: <see cref="GatesSection"/>
/// 5. Информирование                       lines: <see cref="OutreachSection"/>
/// 16. Документы                           lines: <see cref="DocumentsSection"/>
/// 18. Проблемы, выводы, предложения       lines: <see cref="FindingsSection"/>
/// 19. Происхождение                       lines: <see cref="ProvenanceSection"/>
///
/// Полнота: {lines with a source} из {lines}, {per cent} %
/// </code>
/// The kinds of line and their escaping are those of <see cref="CertificateText"/>, the arithmetic is that of <see cref="Figures"/>. An empty line
/// stands before every section and before the completeness, which is not counted in itself. Dates are dd.MM.yyyy, decimals have one digit and a
/// comma, "—" is a division by zero or a thing that did not happen. Lists are sorted by code, then by id. People stand by their random ids,
/// their texts as reference and commitment (<see cref="TextReference"/>).
/// </summary>
internal static class CertificateV1
{
    public const string Format = "mentorshipflow certificate v1";

    public static Certificate From(Guid programme, IReadOnlyList<HistoryEntry> history, Definition definition, CertificateParameters parameters)
    {
        var facts = CertificateFacts.Of(history);
        var content = new CertificateContent(
            Format, TitleSection.Of(facts, parameters), AimsSection.Of(facts, definition), RoadmapSection.Of(facts.Roadmap), GatesSection.Of(facts),
            OutreachSection.Of(facts.Preparation, definition), DocumentsSection.Of(facts.Documents, definition),
            FindingsSection.Of(facts, history, definition, parameters), ProvenanceSection.Of(programme, history, definition, parameters), null);
        var (text, completeness) = Write(content, parameters, definition.Parameters.LateEntryDays);
        return new(Format, text, JsonSerializer.Serialize(content with { Completeness = completeness }, CanonicalJson.Options));
    }

    private static (string Text, CompletenessContent Completeness) Write(CertificateContent content, CertificateParameters parameters, int lateEntryDays)
    {
        var text = new CertificateText();
        text.Heading(Format, content.Title.Early, "1, 2, 3, 4, 5, 16, 18, 19");
        TitleSection.Write(text, content.Title);
        AimsSection.Write(text, content.Aims);
        RoadmapSection.Write(text, content.Roadmap);
        GatesSection.Write(text, content.Gates);
        OutreachSection.Write(text, content.Outreach);
        DocumentsSection.Write(text, content.Documents, parameters);
        FindingsSection.Write(text, content.Findings, lateEntryDays, CertificateWords.Event);
        ProvenanceSection.Write(text, content.Provenance, Format, CertificateWords.Event);
        var completeness = text.Completeness();
        return ($"{text}", completeness);
    }
}
