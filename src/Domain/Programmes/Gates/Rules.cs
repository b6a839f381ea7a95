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

    private static readonly FrozenDictionary<string, (Func<RuleContext, Finding> Rule, string[] Required)> All =
        new Dictionary<string, (Func<RuleContext, Finding>, string[])>
        {
            ["document.in-force/1"] = (EveryStage.DocumentInForce, ["document"]),
            [StageItemsSettled] = (EveryStage.ItemsSettled, []),
            ["roadmap.stage-documents/1"] = (EveryStage.ItemsDocumented, []),
            ["roadmap.items-done/1"] = (EveryStage.ItemsDone, ["items"]),
            ["roadmap.approved/1"] = (Stage1Preparation.RoadmapApproved, []),
            ["curator.in-office/1"] = (Stage1Preparation.CuratorInOffice, []),
            ["needs.survey-and-meeting/1"] = (Stage1Preparation.NeedsSurveyAndMeeting, []),
            ["bank.entry-per-form/1"] = (Stage1Preparation.BankEntryPerForm, []),
            ["outreach.six-channels/1"] = (Stage1Preparation.OutreachSixChannels, ["mustBeHeld"]),
            ["resources.determined/1"] = (Stage1Preparation.ResourcesDetermined, []),
            ["baselines.recorded/1"] = (Stage1Preparation.BaselinesRecorded, []),
            ["mentees.wave-closed-and-base/1"] = (Stage2Mentees.WaveClosedAndBase, []),
            ["mentees.every-entry-has-consent/1"] = (Stage2Mentees.EveryEntryHasConsent, []),
            ["mentees.every-entry-has-request-and-form/1"] = (Stage2Mentees.EveryEntryHasRequestAndForm, []),
            ["mentees.every-entry-measured/1"] = (Stage2Mentees.EveryEntryMeasured, []),
            ["mentees.third-party-information/1"] = (Stage2Mentees.ThirdPartyInformation, []),
            ["mentors.wave-closed-and-per-form/1"] = (Stage3Mentors.WaveClosedAndPerForm, []),
            ["mentors.every-entry-has-consent/1"] = (Stage3Mentors.EveryEntryHasConsent, []),
            ["mentors.information-event/1"] = (Stage3Mentors.InformationEvent, []),
            ["mentors.sharing-answered/1"] = (Stage3Mentors.SharingAnswered, []),
            ["mentors.selection-decided/1"] = (Stage4Readiness.SelectionDecided, []),
            ["mentors.interviewed/1"] = (Stage4Readiness.Interviewed, []),
            ["training.expert/1"] = (Stage4Readiness.Expert, []),
            ["training.materials/1"] = (Stage4Readiness.Materials, []),
            ["training.plan-approved/1"] = (Stage4Readiness.PlanApproved, []),
            ["mentors.trained-and-cleared/1"] = (Stage4Readiness.TrainedAndCleared, []),
            ["mentors.capacity-per-form/1"] = (Stage4Readiness.CapacityPerForm, []),
            ["certificate.issued/1"] = (Stage7Completion.CertificateIssued, []),
        }.ToFrozenDictionary();

    /// <summary>Each rule's name with its required parameters; definitions are checked against these.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Known { get; } =
        All.ToDictionary(r => r.Key, r => (IReadOnlyList<string>)r.Value.Required);

    /// <summary>The rule of this name; definitions with unknown names are refused when loaded.</summary>
    public static Func<RuleContext, Finding> Named(string rule) => All[rule].Rule;
}
