using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Programmes.Participants;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>A wave that asks Kolya and Masha four questions.</summary>
internal static class Survey
{
    public static readonly Guid Wave = Number(0x501);
    public static readonly Guid Link = Number(0x502);
    public static readonly Guid Kolya = Number(0x601);
    public static readonly Guid Masha = Number(0x602);
    public static readonly Guid Dasha = Number(0x603);

    public const string Text =
        """
        {"code":"short","version":1,"title":{"ru":"Анкета","en":"Questionnaire"},"form":"learner-learner",
          "audience":"mentees","editableDefault":false,"rows":["M109"],"items":[
          {"code":"Q_EFFECT","kind":"scale","required":true,"text":{"ru":"Польза","en":"Use"}},
          {"code":"Q_PRIOR","kind":"yes-no","required":true,"text":{"ru":"Раньше","en":"Before"}},
          {"code":"Q_FREQUENCY","kind":"choice","required":false,"text":{"ru":"Как часто","en":"How often"},
            "options":[{"code":"often","ru":"Часто","en":"Often"},{"code":"never","ru":"Никогда","en":"Never"}]},
          {"code":"Q_OPEN","kind":"open","required":false,"text":{"ru":"Что ценно","en":"What is of value"}}]}
        """;

    public static readonly Questionnaire Short = Assert.IsType<Reading<Questionnaire>.Accepted>(Read(Text)).Value;

    public static SurveyCommand.OpenWave Opening { get; } =
        new(Wave, Short.Reference, SurveyAudience.Mentees, SurveyPurpose.Application, "learner-learner", Words("Анкетирование"),
            Today.AddDays(10), Short);

    public static SurveyEvent.SurveyWaveOpened Opened { get; } =
        new(Wave, Short.Reference, SurveyAudience.Mentees, SurveyPurpose.Application, "learner-learner", Words("Анкетирование"),
            Today.AddDays(10));

    /// <summary>Kolya, Masha and Dasha have applied as mentees.</summary>
    public static IReadOnlyList<ParticipantEvent> Applicants { get; } = [.. new[] { Kolya, Masha, Dasha }.Select(Applied)];

    public static ParticipantEvent.MenteeApplied Applied(Guid person) => new(person, Cohort.Learner, false);

    /// <summary>Two waves: one open with an issued link and an answer, one closed.</summary>
    public static IReadOnlyList<ProgrammeEvent> Running { get; } =
    [
        .. new[] { VeraId, IvanId, OlegId, AnnaId, BorisId }.Select(Applied), Opened,
        new SurveyEvent.SurveyParticipantsInvited(Wave, [VeraId, IvanId, OlegId, AnnaId]),
        new SurveyEvent.SurveyLinkIssued(Wave, Number(0x521), VeraId, Today.AddDays(9)),
        Answered(Sheet(person: OlegId, id: 0x901)), Opened with { Wave = Number(0x502) }, new SurveyEvent.SurveyWaveClosed(Number(0x502)),
    ];

    /// <summary>Read from its published, canonical form.</summary>
    public static Reading<Questionnaire> Read(string json)
    {
        Assert.True(CanonicalJson.TryCanonicalise(json, out var canonical, out var fault), fault);
        return QuestionnaireReader.Read(canonical, Hash.Of(Encoding.UTF8.GetBytes(canonical)).ToString());
    }

    /// <summary>Kolya's answers, by default.</summary>
    public static AnswerSheet Sheet(int effect = 8, string prior = "yes", Guid? person = null, Guid? link = null, int id = 0x503) => new(
        Number(id), person ?? Kolya, link is null ? SurveyChannel.Curator : SurveyChannel.Link, link, [new("Q_EFFECT", effect)],
        [new("Q_PRIOR", prior)], [new("Q_OPEN", Why)]);

    public static SurveyCommand.TakeAnswers Taking(params AnswerSheet[] sheets) => new(Wave, sheets, Short);

    public static SurveyCommand.IssueLinks Links(DateOnly? expiresOn = null, int id = 0x502) =>
        new(Wave, [new(Number(id), Kolya)], expiresOn ?? Tomorrow);

    public static SurveyEvent.SurveyAnswered Answered(AnswerSheet s) =>
        new(Wave, s.Id, s.Person, s.Channel, s.Link, s.Scales, s.Choices, s.Texts);
}
