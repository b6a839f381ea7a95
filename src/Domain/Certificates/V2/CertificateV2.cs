using System.Text.Json;
using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Certificates.V2;

/// <summary>Everything that format v2 says, before it becomes text or JSON.</summary>
internal sealed record CertificateContent(
    string Format, TitleContent Title, AimsContent Aims, RoadmapContent Roadmap, GatesContent Gates, OutreachContent Outreach, MenteeBaseContent? MenteeBase, MentorBaseContent? MentorBase,
    RegisterContent Documents, PersonalDataContent? PersonalData, FindingsContent Findings, ProvenanceContent Provenance, CompletenessContent? Completeness);

/// <summary>
/// Format <c>mentorshipflow certificate v2</c>: that of <see cref="CertificateV1"/> with its first line, and three more sections in their places,
/// which read the events about people:
/// <code>
/// Разделы: 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19
/// 6. База наставляемых                    lines: <see cref="MenteeBaseSection"/>
/// 7. База наставников                     lines: <see cref="MentorBaseSection"/>
/// 17. Персональные данные                 lines: <see cref="PersonalDataSection"/>
/// </code>
/// </summary>
internal static class CertificateV2
{
    public const string Format = "mentorshipflow certificate v2";

    public static Certificate From(Guid programme, IReadOnlyList<HistoryEntry> history, Definition definition, CertificateParameters parameters)
    {
        var facts = CertificateFacts.Of(history);
        var people = ParticipantFacts.Of(history);
        var content = new CertificateContent(
            Format, TitleSection.Of(facts, parameters), AimsSection.Of(facts, definition), RoadmapSection.Of(facts.Roadmap), GatesSection.Of(facts),
            OutreachSection.Of(facts.Preparation, definition), MenteeBaseSection.Of(people, definition), MentorBaseSection.Of(people), DocumentsSection.Of(facts.Documents, definition),
            PersonalDataSection.Of(people, parameters.AsOf), FindingsSection.Of(facts, history, definition, parameters), ProvenanceSection.Of(programme, history, definition, parameters), null);
        var (text, completeness) = Write(content, parameters, definition.Parameters.LateEntryDays);
        return new(Format, text, JsonSerializer.Serialize(content with { Completeness = completeness }, CanonicalJson.Options));
    }

    private static (string Text, CompletenessContent Completeness) Write(CertificateContent content, CertificateParameters parameters, int lateEntryDays)
    {
        var text = new CertificateText();
        text.Heading(Format, content.Title.Early, "1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19");
        TitleSection.Write(text, content.Title);
        AimsSection.Write(text, content.Aims);
        RoadmapSection.Write(text, content.Roadmap);
        GatesSection.Write(text, content.Gates);
        OutreachSection.Write(text, content.Outreach);
        MenteeBaseSection.Write(text, content.MenteeBase);
        MentorBaseSection.Write(text, content.MentorBase);
        DocumentsSection.Write(text, content.Documents, parameters);
        PersonalDataSection.Write(text, content.PersonalData, parameters.AsOf);
        FindingsSection.Write(text, content.Findings, lateEntryDays, CertificateWords.Event);
        ProvenanceSection.Write(text, content.Provenance, Format, CertificateWords.Event);
        var completeness = text.Completeness();
        return ($"{text}", completeness);
    }
}
