using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>A mentor of another programme's long-term base.</summary>
/// <param name="Standing">From the person's stream.</param>
/// <param name="Offer">The latest offer.</param>
public sealed record LongTermMentor(Guid Person, PersonStatus Standing, MentorOffer Offer, MentorCategory Category);

/// <summary>The long-term base of mentors (M176): it needs a consent of its own that outlives the programme, and the next programme starts
/// from it.</summary>
public static class LongTermBase
{
    /// <summary>Why a mentor of the base does not belong into it on a day: no consent to it that outlives the programme.</summary>
    public static IEnumerable<Missing> Lacking(Programme state, Guid person, DateOnly day, Definition definition)
    {
        if (Outliving(state, person, day, definition) is null) yield return new("long-term-consent-missing", $"{person}");
    }

    internal static Decision Move(Programme state, MentorEntry entry, Issued issued, Definition definition)
    {
        if (entry.LongTerm is not null) return Reason.NothingChanges;
        if (!entry.EverInBase) return MentorDecider.NotInBase(entry);
        if (ParticipantDecider.Unmet(Reason.ConditionsNotMet, Lacking(state, entry.Person, issued.EffectiveOn, definition)) is { } no)
            return no;
        var consent = Outliving(state, entry.Person, issued.EffectiveOn, definition)!;
        return new ParticipantEvent.MovedToLongTermBase(entry.Person, consent.Id);
    }

    /// <summary>The applications of mentors who still consent; who also consents to this programme is in its base at once.</summary>
    internal static Decision Take(Programme state, ParticipantCommand.TakeLongTermMentors c, Issued issued, Definition definition)
    {
        if (c.Found is not { } found) return Decision.Unknown("programme", $"{c.Programme}");
        var named = c.Persons.ToHashSet();
        if (ParticipantDecider.Unmet(Reason.Unknown, named.Except(found.Select(f => f.Person)).Order()
            .Select(p => new Missing("long-term-mentor-unknown", $"{p}"))) is { } unknown) return unknown;
        var asked = found.Where(f => named.Count == 0 || named.Contains(f.Person))
            .Where(f => !state.Participants.Mentors.ContainsKey(f.Person)).OrderBy(f => f.Person).ToList();
        // Whom the caller names must fit; of a whole base those who do not are left out.
        var unfit = asked.Select(f => (f.Person, No: Unfit(state, f, issued))).Where(f => f.No is not null).ToList();
        if (named.Count > 0 && unfit.Count > 0) return unfit[0].No!;
        var taken = asked.Where(f => !unfit.Exists(u => u.Person == f.Person)).ToList();
        return taken.Count == 0 ? Reason.NothingChanges : new Decision.Accepted(
        [
            new ParticipantEvent.LongTermMentorsTaken(c.Programme, [.. taken.Select(t => t.Person)]),
            .. taken.SelectMany(t => Entered(state, t, issued, definition)),
        ]);
    }

    private static Refusal? Unfit(Programme state, LongTermMentor mentor, Issued issued) =>
        ParticipantDecider.MayApply(state, mentor.Person, mentor.Standing)
        ?? (mentor.Standing.ConsentsTo(ConsentPurpose.LongTermBase, issued.EffectiveOn)
            ? null
            : new(Reason.ConditionsNotMet, "long-term-consent-missing", $"{mentor.Person}"));

    // Forms that this programme's definition does not know, or that the person fits no more, are left out of the offer.
    private static IEnumerable<DomainEvent> Entered(Programme state, LongTermMentor mentor, Issued issued, Definition definition)
    {
        var offer = mentor.Offer with
        {
            Forms = [.. mentor.Offer.Forms.Where(f => definition.Form(f) is { } form
                && !Eligibility.OfMentor(mentor.Standing, form).Any())],
        };
        yield return new ParticipantEvent.MentorApplied(mentor.Person, mentor.Standing, state.Gates[3].Approved, offer);
        if (mentor.Standing.ConsentsTo(ConsentPurpose.Participation, issued.EffectiveOn)
            && Eligibility.Fits(mentor.Category, mentor.Standing))
            yield return new ParticipantEvent.MentorAddedToBase(mentor.Person, mentor.Category);
    }

    private static ConsentInForce? Outliving(Programme state, Guid person, DateOnly day, Definition definition) =>
        state.Participants.Consenting(person, ConsentPurpose.LongTermBase, day).LastOrDefault(
            c => c.ValidUntil > SchoolYear.LastDay(state.Charter!.SchoolYear, definition.Parameters.SchoolYearStartMonth));
}
