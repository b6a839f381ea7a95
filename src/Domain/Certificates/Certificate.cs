using System.Text;
using System.Text.Json;
using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;

namespace MentorshipFlow.Certificates;

/// <summary>
/// Справка об итогах реализации мероприятий по внедрению ЦМН (M35): a pure function of a programme's history, its definition and the
/// parameters in <c>certificate_issued</c>. It depends on no clock, no culture and no order but that of the history.
/// <code>
/// mentorshipflow certificate v1
/// Справка об итогах реализации мероприятий по внедрению ЦМН       with " (досрочно)" for a cancelled programme
/// Учебный пример, не документ (sandbox)                           only for a programme of a sandbox
/// Открытая версия: показатели менее чем по 3 лицам скрыты         only in the public version
/// Разделы: 1, 2, …, 19                                            numbers of model.md 5.6
///
/// 1. Титул и основание                    lines: <see cref="TitleSection"/>
/// 2. Цель, задачи, формы                  lines: <see cref="AimsSection"/>
/// 3. Выполнение дорожной карты            lines: <see cref="RoadmapSection"/>
/// 4. Утверждение этапов                   lines: <see cref="GatesSection"/>
/// 5. Информирование                       lines: <see cref="OutreachSection"/>
/// 6. База наставляемых                    lines: <see cref="MenteeBaseSection"/>
/// 7. База наставников                     lines: <see cref="MentorBaseSection"/>
/// 8. Пары и группы                        lines: <see cref="TandemsSection"/>
/// 9. Встречи                              lines: <see cref="MeetingsSection"/>
/// 10. Мониторинг 1: качество              lines: <see cref="QualitySection"/>
/// 11. Удовлетворённость                   lines: <see cref="SatisfactionSection"/>
/// 12. Мониторинг 2: влияние               lines: <see cref="InfluenceSection"/>
/// 13. Девять ожидаемых результатов        lines: <see cref="ResultsSection"/>
/// 14. Целевые показатели                  lines: <see cref="TargetsSection"/>
/// 15. Мотивация и публичность             lines: <see cref="RecognitionSection"/>
/// 16. Документы                           lines: <see cref="DocumentsSection"/>
/// 17. Персональные данные                 lines: <see cref="PersonalDataSection"/>
/// 18. Проблемы, выводы, предложения       lines: <see cref="FindingsSection"/>
/// 19. Происхождение                       lines: <see cref="ProvenanceSection"/>
///
/// Полнота в среднем по разделам: {per cent} %; разделов с исходными данными: {n} из 19; строк: {with a source} из {lines}
/// - {number}. {title}; {раздела нет|нет исходных данных|строк без исходных данных: {n}}       sections that lack something
/// </code>
/// The kinds of line and their escaping are those of <see cref="CertificateText"/>, the arithmetic is that of <see cref="Figures"/>. An
/// empty line stands before every section and before the completeness, which is not counted in itself: it is the mean over all 19
/// sections of the share of lines with a source, so that a section without a line or without a source counts as lacking. Dates are
/// dd.MM.yyyy, decimals have one digit and a comma, "—" stands for a division by zero and for an event that did not happen. Lists are
/// sorted by code, then by id. People are named by their random ids, and texts about them are printed as reference and commitment (<see
/// cref="TextReference"/>).
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

    private const string Numbers = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 64 lower hex digits, as <c>sha256sum</c> prints it.</summary>
    public string ContentHash => Hash.Of(Encoding.UTF8.GetBytes(Text)).ToString();

    /// <summary>The certificate of a history.</summary>
    /// <param name="programme">Random id of the programme.</param>
    /// <param name="chronicle">Entries 1 to V of the programme's stream.</param>
    /// <param name="definition">The definition that the programme is pinned to at V; it is shown with the name of its
    /// organisation.</param>
    public static Certificate From(Guid programme, Chronicle chronicle, Definition definition, CertificateParameters parameters) =>
        From(programme, chronicle, definition, parameters, default);

    /// <summary>
    /// The public version of the same certificate: numbers about fewer than three persons and the persons of competitions are withheld. Its
    /// text is another one, so it has another hash; nothing is issued under it.
    /// </summary>
    public static Certificate PublicFrom(Guid programme, Chronicle chronicle, Definition definition, CertificateParameters parameters) =>
        From(programme, chronicle, definition, parameters, new(Public: true));

    private static Certificate From(
        Guid programme, Chronicle chronicle, Definition definition, CertificateParameters parameters, Suppression suppression)
    {
        var (state, asOf) = (chronicle.State, parameters.AsOf);
        definition = definition.For(state.Charter!.OrganisationTitle);
        var measurements = Measurements.Of(state, definition);
        var gates = GatesSection.Of(state);
        var content = new CertificateContent(
            Format, TitleSection.Of(state, parameters), AimsSection.Of(state, definition), RoadmapSection.Of(state, definition),
            gates, OutreachSection.Of(state.Preparation, definition), MenteeBaseSection.Of(state, definition, suppression),
            MentorBaseSection.Of(state, asOf, suppression), TandemsSection.Of(state, definition, suppression),
            MeetingsSection.Of(state, asOf, suppression),
            QualitySection.Of(state, definition, suppression),
            SatisfactionSection.Of(state, definition, suppression), InfluenceSection.Of(state, definition, measurements, suppression),
            ResultsSection.Of(state, definition, measurements, suppression), TargetsSection.Of(state, definition, suppression),
            RecognitionSection.Of(state, suppression), DocumentsSection.Of(state, definition),
            PersonalDataSection.Of(chronicle, asOf),
            FindingsSection.Of(chronicle, gates, definition, parameters),
            ProvenanceSection.Of(programme, chronicle, definition, parameters), null);
        var (text, completeness) = Write(content, state, definition, parameters, suppression.Public);
        return new(text, JsonSerializer.Serialize(content with { Completeness = completeness }, CanonicalJson.Options));
    }

    private static (string Text, CompletenessContent Completeness) Write(
        CertificateContent content, Programme state, Definition definition, CertificateParameters parameters, bool open)
    {
        var text = new CertificateText();
        text.Heading(Format, content.Title.Early, content.Title.Sandbox == true, open, Numbers);
        TitleSection.Write(text, content.Title);
        AimsSection.Write(text, content.Aims);
        RoadmapSection.Write(text, content.Roadmap);
        GatesSection.Write(text, content.Gates, definition);
        OutreachSection.Write(text, content.Outreach);
        var suppression = new Suppression(open);
        MenteeBaseSection.Write(text, content.MenteeBase, parameters.AsOf, MenteeBaseSection.Hides(state, suppression));
        MentorBaseSection.Write(text, content.MentorBase, parameters.AsOf, MentorBaseSection.Hides(state, suppression));
        var hidden = TandemsSection.Hides(state, suppression);
        TandemsSection.Write(text, content.Tandems, hidden);
        MeetingsSection.Write(text, content.Meetings, hidden);
        QualitySection.Write(text, content.Quality, definition);
        SatisfactionSection.Write(text, content.Satisfaction);
        InfluenceSection.Write(text, content.Influence);
        ResultsSection.Write(text, content.Results);
        TargetsSection.Write(text, content.Targets);
        RecognitionSection.Write(text, content.Recognition, definition);
        DocumentsSection.Write(text, content.Documents, parameters);
        PersonalDataSection.Write(text, content.PersonalData, parameters.AsOf);
        FindingsSection.Write(text, content.Findings, state, definition);
        ProvenanceSection.Write(text, content.Provenance);
        var completeness = text.Completeness();
        return ($"{text}", completeness);
    }
}

/// <summary>Everything that a certificate says, before it becomes text or JSON.</summary>
internal sealed record CertificateContent(
    string Format, TitleContent Title, AimsContent Aims, RoadmapContent Roadmap, GatesContent Gates, OutreachContent Outreach,
    MenteeBaseContent? MenteeBase, MentorBaseContent? MentorBase, TandemsContent? Tandems, MeetingsContent? Meetings,
    QualityContent Quality, SatisfactionContent Satisfaction, InfluenceContent Influence, ResultsContent Results, TargetsContent Targets,
    RecognitionContent Recognition, RegisterContent Documents, PersonalDataContent? PersonalData, FindingsContent Findings,
    ProvenanceContent Provenance, CompletenessContent? Completeness);
