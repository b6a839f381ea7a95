using System.Collections.Frozen;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>The input of a rule.</summary>
public sealed record RuleContext(Programme Programme, int Stage, CriterionDefinition Criterion, DateOnly AsOf, Definition Definition);

/// <summary>The result of a rule: met if nothing is missing.</summary>
/// <param name="Details">The state of the evidence if its name does not show it. It is hashed too, so that an approval covers this
/// state.</param>
public sealed record Finding(IReadOnlyList<Missing> Missing, IReadOnlyList<string> Evidence, IReadOnlyList<string> Details)
{
    /// <summary>A finding; all parts must be in a fixed order.</summary>
    public static Finding Of(IEnumerable<Missing> missing, IEnumerable<string> evidence, params IEnumerable<string> details) =>
        new([.. missing], [.. evidence], [.. details]);
}

/// <summary>The rules of all gates by their released names. A released name never changes its meaning; a new
/// meaning is a new version.</summary>
/// <remarks>Rules of one stage are in the class with its number, such as <see cref="Stage1Preparation"/> and <see
/// cref="Stage7Completion"/>, rules of several stages in <see cref="EveryStage"/>.</remarks>
public static class Rules
{
    /// <summary>The rule that every road map item of a stage is settled.</summary>
    public const string StageItemsSettled = "roadmap.stage-items-settled/1";

    internal const string StageItemsDocumented = "roadmap.stage-documents/1";
    internal const string DocumentInForce = "document.in-force/1";
    internal const string RoadmapApproved = "roadmap.approved/1";
    internal const string CuratorInOffice = "curator.in-office/1";
    internal const string NeedsSurveyAndMeeting = "needs.survey-and-meeting/1";
    internal const string TrainingPlanApproved = "training.plan-approved/1";
    internal const string TandemsInOrder = "tandems.every-one-in-order/1";
    internal const string PlansApproved = "tandems.every-mentee-has-plan/1";

    private static readonly FrozenDictionary<string, (Func<RuleContext, Finding> Rule, string[] Required)> All =
        new Dictionary<string, (Func<RuleContext, Finding>, string[])>
        {
            [DocumentInForce] = (EveryStage.DocumentInForce, ["document"]),
            [StageItemsSettled] = (EveryStage.ItemsSettled, []),
            [StageItemsDocumented] = (EveryStage.ItemsDocumented, []),
            ["roadmap.items-done/1"] = (EveryStage.ItemsDone, ["items"]),
            [RoadmapApproved] = (Stage1Preparation.RoadmapApproved, []),
            [CuratorInOffice] = (Stage1Preparation.CuratorInOffice, []),
            [NeedsSurveyAndMeeting] = (Stage1Preparation.NeedsSurveyAndMeeting, []),
            ["bank.entry-per-form/1"] = (Stage1Preparation.BankEntryPerForm, []),
            ["outreach.six-channels/1"] = (Stage1Preparation.OutreachSixChannels, ["mustBeHeld"]),
            ["resources.determined/1"] = (Stage1Preparation.ResourcesDetermined, []),
            ["baselines.recorded/1"] = (Stage1Preparation.BaselinesRecorded, []),
            ["mentees.wave-answered/1"] = (Stage2Mentees.WaveAnswered, []),
            ["mentees.in-base/1"] = (Stage2Mentees.InBase, []),
            ["mentees.every-entry-has-consent/1"] = (Stage2Mentees.EveryEntryHasConsent, []),
            ["mentees.every-entry-has-request-and-form/1"] = (Stage2Mentees.EveryEntryHasRequestAndForm, []),
            ["mentees.every-entry-measured/1"] = (Stage2Mentees.EveryEntryMeasured, []),
            ["mentees.third-party-information/1"] = (Stage2Mentees.ThirdPartyInformation, []),
            ["mentors.wave-answered/1"] = (Stage3Mentors.WaveAnswered, []),
            ["mentors.per-form/1"] = (Stage3Mentors.PerForm, []),
            ["mentors.every-entry-has-consent/1"] = (Stage3Mentors.EveryEntryHasConsent, []),
            ["mentors.information-event/1"] = (Stage3Mentors.InformationEvent, []),
            ["mentors.sharing-answered/1"] = (Stage3Mentors.SharingAnswered, []),
            ["mentors.selection-decided/1"] = (Stage4Readiness.SelectionDecided, []),
            ["mentors.interviewed/1"] = (Stage4Readiness.Interviewed, []),
            ["training.expert/1"] = (Stage4Readiness.Expert, []),
            ["training.materials/1"] = (Stage4Readiness.Materials, []),
            [TrainingPlanApproved] = (Stage4Readiness.PlanApproved, []),
            ["mentors.trained-and-cleared/1"] = (Stage4Readiness.TrainedAndCleared, []),
            ["mentors.capacity-per-form/1"] = (Stage4Readiness.CapacityPerForm, []),
            [TandemsInOrder] = (Stage5Tandems.EveryTandemInOrder, ["document"]),
            [PlansApproved] = (Stage5Tandems.EveryMenteeHasPlan, []),
            ["tandems.terms-of-teachers/1"] = (Stage5Tandems.TermsOfTeachers, []),
            ["tandems.every-one-closed/1"] = (Stage6Work.EveryTandemClosed, []),
            ["meetings.regular-minimum/1"] = (Stage6Work.RegularMeetings, ["minimum"]),
            ["surveys.feedback-collected/1"] = (Stage6Work.FeedbackCollected, ["responseRate"]),
            ["matching.rounds-held/1"] = (Stage5Rounds.RoundsHeld, []),
            ["tandems.compared/1"] = (Stage5Rounds.TandemsCompared, []),
            ["mentees.unmatched-decided/1"] = (Stage5Rounds.UnmatchedDecided, []),
            ["monitoring.concluded/1"] = (Stage7Completion.MonitoringConcluded, []),
            ["tandems.reflected/1"] = (Stage7Completion.Reflected, []),
            ["recognition.final-event-held/1"] = (Stage7Completion.FinalEventHeld, []),
            ["recognition.letters-issued/1"] = (Stage7Completion.LettersIssued, []),
            ["recognition.competitions-held/1"] = (Stage7Completion.CompetitionsHeld, ["nominations"]),
            ["recognition.results-published/1"] = (Stage7Completion.ResultsPublished, []),
            ["recognition.named-with-consent/1"] = (Stage7Completion.NamedWithConsent, []),
            ["bases.results-entered/1"] = (Stage7Completion.ResultsEntered, []),
            ["bases.long-term-consented/1"] = (Stage7Completion.LongTermBaseConsented, []),
            ["certificate.issued/1"] = (Stage7Completion.CertificateIssued, []),
        }.ToFrozenDictionary();

    /// <summary>Each rule's name with its required parameters; definitions are checked against these.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Known { get; } =
        All.ToDictionary(r => r.Key, r => (IReadOnlyList<string>)r.Value.Required);

    /// <summary>The rule of this name; definitions with unknown names are refused when loaded.</summary>
    public static Func<RuleContext, Finding> Named(string rule) => All[rule].Rule;
}
