using System.Text;
using System.Text.Json;
using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Certificates;

/// <summary>
/// Справка об итогах реализации мероприятий по внедрению ЦМН (M35): a pure function of a programme's history, its definition and the
/// parameters in <c>certificate_issued</c>. It depends on no clock, no culture and no order but that of the history.
/// <code>
/// mentorshipflow certificate v1
/// Справка об итогах реализации мероприятий по внедрению ЦМН       with " (досрочно)" for a cancelled programme
/// Учебный пример, не документ (sandbox)                           only for a programme of a sandbox
/// Разделы: 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19                    numbers of model.md 5.6; the others need events that do not exist yet
///
/// 1. Титул и основание                    lines: <see cref="TitleSection"/>
/// 2. Цель, задачи, формы                  lines: <see cref="AimsSection"/>
/// 3. Выполнение дорожной карты            lines: <see cref="RoadmapSection"/>
/// 4. Утверждение этапов                   lines: <see cref="GatesSection"/>
/// 5. Информирование                       lines: <see cref="OutreachSection"/>
/// 6. База наставляемых                    lines: <see cref="MenteeBaseSection"/>
/// 7. База наставников                     lines: <see cref="MentorBaseSection"/>
/// 16. Документы                           lines: <see cref="DocumentsSection"/>
/// 17. Персональные данные                 lines: <see cref="PersonalDataSection"/>
/// 18. Проблемы, выводы, предложения       lines: <see cref="FindingsSection"/>
/// 19. Происхождение                       lines: <see cref="ProvenanceSection"/>
///
/// Полнота: {lines with a source} из {lines}, {per cent} %
/// </code>
/// The kinds of line and their escaping are those of <see cref="CertificateText"/>, the arithmetic is that of <see cref="Figures"/>. An
/// empty line stands before every section and before the completeness, which is not counted in itself. Dates are dd.MM.yyyy, decimals have
/// one digit and a comma, "—" stands for a division by zero and for an event that did not happen. Lists are sorted by code, then by id.
/// People are named by their random ids, and texts about them are printed as reference and commitment (<see cref="TextReference"/>).
/// </summary>
/// <param name="Text">The canonical text, Russian, lines end in "\n"; its bytes are its UTF-8 without a byte order mark.</param>
/// <param name="Json">
/// The same content as RFC 8785 JSON: dates as yyyy-MM-dd, decimals as strings; a figure without a source is absent.
/// </param>
public sealed record Certificate(string Text, string Json)
{
    /// <summary>
    /// First line of every text. The format is frozen with the first release: from then on its bytes never change, and a change of wording
    /// is a later format beside it.
    /// </summary>
    public const string Format = "mentorshipflow certificate v1";

    private const string Numbers = "1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 64 lower hex digits, as <c>sha256sum</c> prints it.</summary>
    public string ContentHash => Hash.Of(Encoding.UTF8.GetBytes(Text)).ToString();

    /// <summary>The certificate of a history.</summary>
    /// <param name="programme">Random id of the programme.</param>
    /// <param name="chronicle">Entries 1 to V of the programme's stream.</param>
    /// <param name="definition">The definition that the programme is pinned to at V.</param>
    public static Certificate From(Guid programme, Chronicle chronicle, Definition definition, CertificateParameters parameters)
    {
        var (state, asOf) = (chronicle.State, parameters.AsOf);
        var gates = GatesSection.Of(state);
        var content = new CertificateContent(
            Format, TitleSection.Of(state, parameters), AimsSection.Of(state, definition), RoadmapSection.Of(state.Preparation.Roadmap),
            gates, OutreachSection.Of(state.Preparation, definition), MenteeBaseSection.Of(state, definition),
            MentorBaseSection.Of(state, asOf), DocumentsSection.Of(state.Documents, definition), PersonalDataSection.Of(chronicle, asOf),
            FindingsSection.Of(chronicle, gates, definition, parameters),
            ProvenanceSection.Of(programme, chronicle, definition, parameters), null);
        var (text, completeness) = Write(content, parameters, definition.Parameters.LateEntryDays);
        return new(text, JsonSerializer.Serialize(content with { Completeness = completeness }, CanonicalJson.Options));
    }

    private static (string Text, CompletenessContent Completeness) Write(
        CertificateContent content, CertificateParameters parameters, int lateEntryDays)
    {
        var text = new CertificateText();
        text.Heading(Format, content.Title.Early, content.Title.Sandbox == true, Numbers);
        TitleSection.Write(text, content.Title);
        AimsSection.Write(text, content.Aims);
        RoadmapSection.Write(text, content.Roadmap);
        GatesSection.Write(text, content.Gates);
        OutreachSection.Write(text, content.Outreach);
        MenteeBaseSection.Write(text, content.MenteeBase, parameters.AsOf);
        MentorBaseSection.Write(text, content.MentorBase, parameters.AsOf);
        DocumentsSection.Write(text, content.Documents, parameters);
        PersonalDataSection.Write(text, content.PersonalData, parameters.AsOf);
        FindingsSection.Write(text, content.Findings, lateEntryDays);
        ProvenanceSection.Write(text, content.Provenance);
        var completeness = text.Completeness();
        return ($"{text}", completeness);
    }
}

/// <summary>Everything that a certificate says, before it becomes text or JSON.</summary>
internal sealed record CertificateContent(
    string Format, TitleContent Title, AimsContent Aims, RoadmapContent Roadmap, GatesContent Gates, OutreachContent Outreach,
    MenteeBaseContent? MenteeBase, MentorBaseContent? MentorBase, RegisterContent Documents, PersonalDataContent? PersonalData,
    FindingsContent Findings, ProvenanceContent Provenance, CompletenessContent? Completeness);
