using System.Globalization;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 6: the work of pairs and groups (domain-model.md 4, G6.1 to G6.3).</summary>
public static class Stage6Work
{
    /// <summary>G6.1: every pair and group is completed with the five kinds of meetings, or dissolved with a reason (M151, M153 to
    /// M157). The missing things name those that hold the gate back.</summary>
    public static Finding EveryTandemClosed(RuleContext context) => Roster.Each(
        context.Programme.Tandems.Tandems.Values, "tandems", t => t.Status switch
        {
            TandemStatus.Dissolved => [],
            TandemStatus.Completed => MeetingRules.NotHeld(t),
            _ => [.. MeetingRules.NotHeld(t), new Missing("tandem-open", $"{t.Id}")],
        }, Closed);

    /// <summary>G6.2: each completed tandem has at least <c>minimum</c> regular meetings (M156).</summary>
    public static Finding RegularMeetings(RuleContext context)
    {
        var minimum = int.Parse(context.Criterion.Value("minimum"), NumberStyles.None, CultureInfo.InvariantCulture);
        return Roster.Each(
            context.Programme.Tandems.Tandems.Values.Where(t => t.Status != TandemStatus.Dissolved), "tandems",
            t => Regular(t) < minimum ? [new Missing("regular-meetings-too-few", $"{t.Id} {Regular(t)}")] : [],
            t => $"{t.Id} {Regular(t)}");
    }

    /// <summary>G6.3: waves of interim feedback and of satisfaction are closed for mentees and mentors, each with at least
    /// <c>responseRate</c> per cent of those invited (M159 to M161).</summary>
    public static Finding FeedbackCollected(RuleContext context)
    {
        var least = int.Parse(context.Criterion.Value("responseRate"), NumberStyles.None, CultureInfo.InvariantCulture);
        List<(string Code, List<SurveyWave> Waves)> waves =
        [
            .. from purpose in new[] { SurveyPurpose.Interim, SurveyPurpose.Satisfaction }
               from audience in new[] { SurveyAudience.Mentees, SurveyAudience.Mentors }
               select ($"{Kebab.Of(purpose.ToString())}-{Kebab.Of(audience.ToString())}",
                   context.Programme.Surveys.Closed(audience, purpose).ToList()),
        ];
        return Finding.Of(
            waves.SelectMany(w => w.Waves.Count == 0 ? [new Missing("survey-wave-not-closed", w.Code)]
                : Rate(w.Waves) < least ? [new Missing("response-rate-too-low", $"{w.Code} {Rate(w.Waves)}")]
                : Array.Empty<Missing>()),
            waves.SelectMany(w => w.Waves).Select(w => $"wave:{w.Id}"),
            waves.Where(w => w.Waves.Count > 0).Select(w => $"answered {w.Code} {Rate(w.Waves)}"));
    }

    private static string Closed(Tandem t) =>
        $"{t.Id} {Kebab.Of(t.Status.ToString())} {string.Join(' ', t.Meetings.Select(m => m.Id))}";

    private static int Regular(Tandem t) => t.Of(MeetingKind.Regular).Count();

    // Whole per cent, rounded down, over all closed waves of the kind.
    private static int Rate(List<SurveyWave> waves) =>
        waves.Sum(w => w.Invited.Count) is > 0 and var invited ? 100 * waves.Sum(w => w.Answers.Count) / invited : 0;
}
