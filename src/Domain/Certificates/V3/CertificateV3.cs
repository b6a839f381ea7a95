using System.Text.Json;
using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Certificates.V3;

/// <summary>Everything that format v3 says, before it becomes text or JSON.</summary>
internal sealed record CertificateContent(
    string Format, TitleContent Title, AimsContent Aims, RoadmapContent Roadmap, GatesContent Gates, OutreachContent Outreach, MenteeBaseContent? MenteeBase, MentorBaseContent? MentorBase,
    RegisterContent Documents, PersonalDataContent? PersonalData, FindingsContent Findings, ProvenanceContent Provenance, CompletenessContent? Completeness);

/// <summary>
/// Format <c>mentorshipflow certificate v3</c>: that of <see cref="V2.CertificateV2"/> with its first line, where the figures about people are those
/// that the gates and the screens have. What is another:
/// <code>
/// Разделы: 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19
/// 1, 16                                   a document that was put in force again is in force: <see cref="DocumentRegister"/>
/// 2                                       pairs and groups: «события о парах и группах не читаются»
/// 4                                       the beginning of a stage's work may have been corrected: <see cref="CorrectedGates"/>
/// 6. База наставляемых                    lines: <see cref="MenteeBaseSection"/>
/// 7. База наставников                     lines: <see cref="MentorBaseSection"/>
/// 17. Персональные данные                 lines: <see cref="PersonalDataSection"/>
/// 18, 19                                  every event has words: <see cref="EventWords"/>
/// </code>
/// </summary>
internal static class CertificateV3
{
    public const string Format = "mentorshipflow certificate v3";

    private const string NoPairs = "события о парах и группах не читаются";

    public static Certificate From(Guid programme, IReadOnlyList<HistoryEntry> history, Definition definition, CertificateParameters parameters)
    {
        var facts = CertificateFacts.Of(history, new DocumentRegister(), new CorrectedGates());
        var people = PeopleFacts.Of(history);
        var content = new CertificateContent(
            Format, TitleSection.Of(facts, parameters), AimsSection.Of(facts, definition), RoadmapSection.Of(facts.Roadmap), GatesSection.Of(facts),
            OutreachSection.Of(facts.Preparation, definition), MenteeBaseSection.Of(people, definition), MentorBaseSection.Of(people, parameters.AsOf),
            DocumentsSection.Of(facts.Documents, definition), PersonalDataSection.Of(people, parameters.AsOf), FindingsSection.Of(facts, history, definition, parameters),
            ProvenanceSection.Of(programme, history, definition, parameters), null);
        var (text, completeness) = Write(content, parameters, definition.Parameters.LateEntryDays);
        return new(Format, text, JsonSerializer.Serialize(content with { Completeness = completeness }, CanonicalJson.Options));
    }

    private static (string Text, CompletenessContent Completeness) Write(CertificateContent content, CertificateParameters parameters, int lateEntryDays)
    {
        var text = new CertificateText();
        text.Heading(Format, content.Title.Early, "1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19");
        TitleSection.Write(text, content.Title);
        AimsSection.Write(text, content.Aims, NoPairs);
        RoadmapSection.Write(text, content.Roadmap);
        GatesSection.Write(text, content.Gates);
        OutreachSection.Write(text, content.Outreach);
        MenteeBaseSection.Write(text, content.MenteeBase, parameters.AsOf);
        MentorBaseSection.Write(text, content.MentorBase, parameters.AsOf);
        DocumentsSection.Write(text, content.Documents, parameters);
        PersonalDataSection.Write(text, content.PersonalData, parameters.AsOf);
        FindingsSection.Write(text, content.Findings, lateEntryDays, EventWords.Of);
        ProvenanceSection.Write(text, content.Provenance, Format, EventWords.Of);
        var completeness = text.Completeness();
        return ($"{text}", completeness);
    }
}
