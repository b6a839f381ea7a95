using System.Globalization;
using System.Text;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>The people whom a gate checks, and compact evidence about many of them.</summary>
internal static class Roster
{
    /// <summary>Mentees in the base. Those who entered after the approval are checked individually and do not affect this gate.</summary>
    public static IEnumerable<MenteeEntry> Mentees(RuleContext context) =>
        context.Programme.Participants.Mentees.Values.Where(m => m.InBase && !IsLate(context, m.EnteredAt));

    /// <summary>Mentors in the base whose withdrawal has not taken effect, without those who entered after the approval.</summary>
    public static IEnumerable<MentorEntry> Mentors(RuleContext context) =>
        context.Programme.Participants.Mentors.Values.Where(m => m.AvailableOn(context.AsOf) && !IsLate(context, m.EnteredAt));

    /// <summary>Pairs and groups, without those formed after the approval.</summary>
    public static IEnumerable<Tandem> Tandems(RuleContext context) =>
        context.Programme.Tandems.Tandems.Values.Where(t => !IsLate(context, t.FormedAt));

    /// <summary>The present members of a tandem, without those who joined after the approval.</summary>
    public static IEnumerable<Membership> Members(RuleContext context, Tandem tandem) =>
        tandem.Members.Where(m => m.Open && !IsLate(context, m.JoinedAt));

    /// <summary>Number of mentees in the base for each assigned form, ordered by its code.</summary>
    public static IEnumerable<(string Form, int Count)> MenteesByForm(RuleContext context) =>
        Mentees(context).Where(m => m.Form is not null).GroupBy(m => m.Form!.Form).Select(g => (g.Key, g.Count()))
            .OrderBy(f => f.Key, StringComparer.Ordinal);

    /// <summary>A closed application wave of one audience with at least one answer. Waves without invitations or without answers do not
    /// count.</summary>
    /// <param name="who"><c>mentees</c> or <c>mentors</c>.</param>
    /// <remarks>Evidence is <c>wave:{id}</c>.</remarks>
    public static Finding AnsweredWave(RuleContext context, SurveyAudience audience, string who)
    {
        var closed = context.Programme.Surveys.Closed(audience, SurveyPurpose.Application).ToList();
        var answered = closed.FindAll(w => !w.Answers.IsEmpty);
        return Finding.Of(
            answered.Count > 0 ? []
                : [new(
                    closed.Count == 0 ? "survey-wave-not-closed"
                    : closed.TrueForAll(w => w.Invited.IsEmpty) ? "survey-wave-asked-nobody"
                    : "survey-wave-unanswered", who)],
            answered.Select(w => $"wave:{w.Id}"));
    }

    /// <summary>Checks every entry in the same way. The evidence is a count and a digest, so thousands of entries fit in two lines
    /// and the hash of the evaluation still changes with each of them.</summary>
    /// <param name="who"><c>mentees</c> or <c>mentors</c>.</param>
    /// <param name="lacks">The conditions that an entry does not meet.</param>
    /// <param name="shows">The person's id and the ids of the evidence, in a fixed order.</param>
    /// <remarks>Evidence is <c>{who}:{count}</c> and <c>digest:{64 hex digits}</c>: SHA-256 over "{shows}\n" of each entry without unmet
    /// conditions, in the order of the persons' ids.</remarks>
    public static Finding Each<T>(IEnumerable<T> entries, string who, Func<T, IEnumerable<Missing>> lacks, Func<T, string> shows)
    {
        List<Missing> missing = [];
        var (count, text) = (0, new StringBuilder());
        foreach (var entry in entries)
        {
            var before = missing.Count;
            missing.AddRange(lacks(entry));
            if (missing.Count > before) continue;
            count++;
            text.Append(shows(entry)).Append('\n');
        }

        return Finding.Of(missing,
            [string.Create(CultureInfo.InvariantCulture, $"{who}:{count}"),
                $"digest:{Ledger.Hash.Of(Encoding.UTF8.GetBytes(text.ToString()))}"]);
    }

    /// <summary>Whether something is of after the approval of the gate; it does not affect the gate.</summary>
    public static bool IsLate(RuleContext context, int enteredAt) => context.Programme.Gates[context.Stage].ApprovedBefore(enteredAt);
}
