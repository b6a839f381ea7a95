using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>Rules of the base of mentors, from the application to readiness (domain-model.md 3 E).</summary>
public static class MentorDecider
{
    private const int NoticeInWorkingDays = 3;
    private const int MinutesInWeek = 7 * 24 * 60;
    private const int MostMentees = 100;
    private const int MostCodes = 50;
    private const int OldestMentee = 100;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, MentorCommand command, Issued issued, Definition definition)
    {
        if (command is MentorCommand.ApplyAsMentor apply) return Apply(state, apply, definition);
        if (!state.Participants.Mentors.TryGetValue(command.Person, out var entry)) return Decision.Unknown("mentor", $"{command.Person}");
        if (!ParticipantDecider.EndsOrCorrects(command) && ParticipantDecider.TakesPart(state, command.Person) is { } refusal)
            return refusal;
        return command switch
        {
            MentorCommand.ChangeOffer c => Change(state, entry, c.Offer, definition),
            MentorCommand.AnswerSharing c => Answer(state, entry, c, issued),
            MentorCommand.NameEnterprise c when entry.Enterprise == c.Partner => Reason.NothingChanges,
            MentorCommand.NameEnterprise c when !Eligibility.IsEnterprise(state, c.Partner) =>
                Decision.Unknown("enterprise", $"{c.Partner}"),
            MentorCommand.NameEnterprise c => new ParticipantEvent.MentorEnterpriseNamed(c.Person, c.Partner),
            MentorCommand.AddMentorToBase or MentorCommand.RemoveMentor => InOrOut(state, entry, command, issued),
            MentorCommand.HoldInterview or MentorCommand.CompleteTraining or MentorCommand.FixLabourTerms => Fact(state, command, issued),
            MentorCommand.EnterMentorResult when !entry.EverInBase => NotInBase(entry),
            MentorCommand.EnterMentorResult c => new ParticipantEvent.MentorResultEntered(c.Person, c.Result, c.Text),
            MentorCommand.MoveToLongTermBase => LongTermBase.Move(state, entry, issued, definition),
            MentorCommand.RemoveFromLongTermBase when entry.LongTerm is null => Reason.NothingChanges,
            MentorCommand.RemoveFromLongTermBase c => new ParticipantEvent.RemovedFromLongTermBase(c.Person, c.Reason, c.Text),
            MentorCommand.SelectMentor or MentorCommand.RejectMentor when !entry.AvailableOn(issued.EffectiveOn) => NotInBase(entry),
            MentorCommand.SelectMentor when entry.Selected => Reason.NothingChanges,
            MentorCommand.SelectMentor c => new ParticipantEvent.MentorSelected(c.Person, c.Ground, c.Text),
            MentorCommand.RejectMentor when entry.Decided is ParticipantEvent.MentorRejected => Reason.NothingChanges,
            MentorCommand.RejectMentor c => new ParticipantEvent.MentorRejected(c.Person, c.Ground, c.Text),
            MentorCommand.DeclareReady when entry.ReadyOn(issued.EffectiveOn) => Reason.NothingChanges,
            MentorCommand.DeclareReady =>
                ParticipantDecider.Unmet(Reason.ConditionsNotMet,
                    PersonalPath.OfMentorToReadiness(state, entry, issued.EffectiveOn, definition)) is { } no
                    ? no
                : new ParticipantEvent.MentorDeclaredReady(entry.Person),
            MentorCommand.RevokeReadiness when entry.DeclaredReadyOn is null => Reason.NothingChanges,
            MentorCommand.RevokeReadiness c => new ParticipantEvent.ReadinessRevoked(c.Person, c.Reason, c.Text),
            MentorCommand.WithdrawMentor c => Withdraw(state, entry, c, issued, definition),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static Decision Apply(Programme state, MentorCommand.ApplyAsMentor c, Definition definition) =>
        state.Participants.Mentors.ContainsKey(c.Person) ? new Refusal(Reason.AlreadyRecorded, "application-recorded", $"{c.Person}")
        : (ParticipantDecider.MayApply(state, c.Person, c.Standing) ?? Offer(c.Offer, c.Standing!, definition)) is { } no ? no
        : new ParticipantEvent.MentorApplied(c.Person, c.Standing!, state.Gates[3].Approved, c.Offer);

    private static Decision Change(Programme state, MentorEntry entry, MentorOffer offer, Definition definition) =>
        Offer(offer, state.Participants.Standings[entry.Person], definition) is { } no ? no
        : new ParticipantEvent.MentorApplicationChanged(entry.Person, offer);

    internal static Refusal? Offer(MentorOffer offer, PersonStatus standing, Definition definition) =>
        ParticipantDecider.Codes(
            [.. offer.Competences, .. offer.Interests, .. offer.Subject is { } subject ? [subject] : Array.Empty<string>()])
        ?? Within("count-out-of-range", Math.Max(offer.Competences.Count, offer.Interests.Count), 0, MostCodes)
        ?? Within("age-out-of-range", offer.PreferredAgeFrom, 0, OldestMentee)
        ?? Within("age-out-of-range", offer.PreferredAgeTo, offer.PreferredAgeFrom ?? 0, OldestMentee)
        ?? Within("minutes-out-of-range", offer.MinutesPerWeek, 1, MinutesInWeek)
        ?? Within("capacity-out-of-range", offer.Capacity, 1, MostMentees)
        ?? (offer.Forms.FirstOrDefault(f => definition.Form(f) is null) is { } unknown
            ? new Refusal(Reason.Unknown, "form-unknown", unknown)
            : null)
        ?? (offer.Forms.GroupBy(f => f).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new Refusal(Reason.AlreadyRecorded, "code-recorded", twice.Key)
            : null)
        ?? ParticipantDecider.Unmet(Reason.NotEligible, offer.Forms.SelectMany(f => Eligibility.OfMentor(standing, definition.Form(f)!)));

    private static Refusal? Within(string what, int? value, int least, int most) =>
        value < least || value > most ? new Refusal(Reason.ValueOutOfRange, what, $"{value}") : null;

    // Sharing needs the mentor's consent to it (L1).
    private static Decision Answer(Programme state, MentorEntry entry, MentorCommand.AnswerSharing c, Issued issued) =>
        c.Permitted != c.Scope is not null ? new Refusal(Reason.ValueOutOfRange, "sharing-scope-with-permission-only", $"{entry.Person}")
        : (entry.Sharing?.Permitted, entry.Sharing?.Scope) == (c.Permitted, c.Scope) ? Reason.NothingChanges
        : c.Permitted && !state.Participants.ConsentsTo(c.Person, ConsentPurpose.Sharing, issued.EffectiveOn)
            ? new Refusal(Reason.ConditionsNotMet, "sharing-consent-missing", $"{entry.Person}")
        : new ParticipantEvent.MentorSharingAnswered(c.Person, c.Permitted, c.Scope);

    private static Decision InOrOut(Programme state, MentorEntry entry, MentorCommand command, Issued issued) => command switch
    {
        MentorCommand.AddMentorToBase when entry.AvailableOn(issued.EffectiveOn) =>
            new Refusal(Reason.AlreadyRecorded, "mentor-in-base", $"{entry.Person}"),
        MentorCommand.AddMentorToBase c when !Eligibility.Fits(c.Category, state.Participants.Standings[c.Person]) =>
            new Refusal(Reason.NotEligible, "category-not-of-person", Kebab.Of(c.Category.ToString())),
        MentorCommand.AddMentorToBase c =>
            ParticipantDecider.Unmet(Reason.ConditionsNotMet, PersonalPath.OfMentorToBase(state, entry, issued.EffectiveOn)) is { } no ? no
            : new ParticipantEvent.MentorAddedToBase(c.Person, c.Category),
        MentorCommand.RemoveMentor when entry.Removed is not null => Reason.NothingChanges,
        MentorCommand.RemoveMentor c => new ParticipantEvent.MentorRemovedFromBase(c.Person, c.Reason, c.Text),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision Fact(Programme state, MentorCommand command, Issued issued) => command switch
    {
        MentorCommand.HoldInterview { Interview: var i } =>
            (ParticipantDecider.NewFact(state, i.Id) ?? Dates.OfFact(i.On, issued.AsOf)) is { } no ? no : i,
        MentorCommand.CompleteTraining { Training: var t } =>
            (ParticipantDecider.NewFact(state, t.Id) ?? ParticipantDecider.Minutes(t.Minutes)
                ?? ParticipantDecider.InForce(state, t.Document)) is { } no
                ? no
                : t,
        MentorCommand.FixLabourTerms { Terms: var l } =>
            (ParticipantDecider.NewFact(state, l.Id) ?? ParticipantDecider.InForce(state, l.Document)) is { } no ? no : l,
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision Withdraw(
        Programme state, MentorEntry entry, MentorCommand.WithdrawMentor c, Issued issued, Definition definition)
    {
        if ((ParticipantDecider.NewFact(state, c.Id) ?? Dates.OfFact(c.NoticeOn, issued.AsOf)
            ?? Dates.OfPlan(c.EffectiveOn, issued.AsOf)) is { } refusal)
            return refusal;
        if (!entry.InBase) return NotInBase(entry);
        if (entry.Withdrawal is not null) return new Refusal(Reason.AlreadyRecorded, "withdrawal-recorded", $"{c.Person}");
        var earliest = PersonalPath.IsLabour(entry, definition)
            ? Dates.AfterWorkingDays(c.NoticeOn, NoticeInWorkingDays, c.Holidays)
            : c.NoticeOn;
        return c.EffectiveOn < earliest ? new Refusal(Reason.ValueOutOfRange, "notice-too-short", Dates.Text(earliest))
            : new ParticipantEvent.MentorWithdrew(c.Person, c.Id, c.NoticeOn, c.EffectiveOn ?? earliest, c.Reason, c.Text);
    }

    internal static Refusal NotInBase(MentorEntry entry) => new(Reason.NotInBase, "mentor-not-in-base", $"{entry.Person}");
}
