using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Pages.Parts;

/// <summary>A stage on the line of a programme.</summary>
/// <param name="Mark">The shape of its state.</param>
/// <param name="Fact">One fact about it, such as «держат 3».</param>
public sealed record Station(int Number, string Mark, string Fact)
{
    /// <summary>Its short name.</summary>
    public string Name => PageWords.Say($"stage.{Number}");

    /// <summary>Its accessible name.</summary>
    public string Label => PageWords.Say("line.station", Number, Name, Fact);

    /// <summary>From what the API says of all stages.</summary>
    public static IReadOnlyList<Station> Of(IEnumerable<StageAnswer> stages) =>
    [
        .. stages.Select(s =>
        {
            var holding = s.Criteria.Count(c => c.Outcome == CriterionOutcome.NotMet);
            var mark = MarkOf(s.Status, s.NeedsReconfirmation);
            var fact = s.NeedsReconfirmation ? PageWords.Say("state.reconfirm")
                : s.Annulled.Count > 0 ? PageWords.Say("state.ground-annulled")
                : s.Status is StageStatus.InWork or StageStatus.Returned or StageStatus.Reopened && holding > 0
                    ? PageWords.Count("holding", holding)
                : PageWords.Say($"state.{mark}");
            return new Station(s.Number, s.Annulled.Count > 0 ? "reconfirm" : mark, fact);
        }),
    ];

    /// <summary>From the brief state of the stages in a list.</summary>
    public static IReadOnlyList<Station> Of(IEnumerable<StageBrief> stages) =>
    [
        .. stages.Select(s => (s.Number, Mark: s.GroundAnnulled ? "reconfirm" : MarkOf(s.Status, s.NeedsReconfirmation)))
            .Select(s => new Station(s.Number, s.Mark, PageWords.Say($"state.{s.Mark}"))),
    ];

    /// <summary>The shape for a state.</summary>
    public static string MarkOf(StageStatus status, bool reconfirm) => reconfirm ? "reconfirm" : status switch
    {
        StageStatus.NotStarted => "not-started",
        StageStatus.InWork => "in-work",
        StageStatus.Submitted => "submitted",
        StageStatus.Returned => "returned",
        StageStatus.Approved => "approved",
        StageStatus.Reopened => "reopened",
    };
}
