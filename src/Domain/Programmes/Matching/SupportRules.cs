using System.Diagnostics;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>Rules of the support of mentees without a mentor (M148).</summary>
internal static class SupportRules
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, MatchingCommand command, Issued issued)
    {
        var cases = state.Matching.Support;
        return command switch
        {
            MatchingCommand.NoteSupport { Note: var n } =>
                (NotOpen(state, n.Mentee) ?? MatchingDecider.NewId(state, n.Id) ?? Dates.OfFact(n.On, issued.AsOf)
                    ?? (n.On < cases[n.Mentee].OpenedOn
                        ? new Refusal(Reason.PeriodReversed, "support-not-open-yet", Dates.Text(cases[n.Mentee].OpenedOn))
                        : null)
                    ?? ParticipantDecider.Unmet(Reason.NotTakingPart, PersonalPath.Stopped(state, n.Mentee))) is { } no ? no : n,
            MatchingCommand.VoidSupportNote c => cases.GetValueOrDefault(c.Mentee)?.Notes.Exists(n => n.Id == c.Id) == true
                ? new MatchingEvent.SupportNoteVoided(c.Mentee, c.Id, c.Reason)
                : Decision.Unknown("fact", $"{c.Id}"),
            MatchingCommand.EndSupport { Ending: var e } =>
                NotOpen(state, e.Mentee) is { } no ? no
                : issued.EffectiveOn < Last(cases[e.Mentee])
                    ? new Refusal(Reason.PeriodReversed, "support-noted-later", Dates.Text(Last(cases[e.Mentee])))
                : e,
            MatchingCommand.ReopenSupport c => cases.GetValueOrDefault(c.Mentee) switch
            {
                null => Decision.Unknown("support-case", $"{c.Mentee}"),
                { Open: true } => Reason.NothingChanges,
                _ => new MatchingEvent.SupportCaseReopened(c.Mentee, c.Reason),
            },
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static DateOnly Last(SupportCase support) => support.Notes.Select(n => n.On).Append(support.OpenedOn).Max();

    private static Refusal? NotOpen(Programme state, Guid mentee) => state.Matching.Support.GetValueOrDefault(mentee) switch
    {
        null => new(Reason.Unknown, "support-case-unknown", $"{mentee}"),
        { Open: false } => new(Reason.AlreadyRecorded, "support-case-ended", $"{mentee}"),
        _ => null,
    };
}
