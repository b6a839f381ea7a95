using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>Rules of the base of mentees (domain-model.md 3 D).</summary>
public static class MenteeDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, MenteeCommand command, Issued issued, Definition definition)
    {
        if (command is MenteeCommand.ApplyAsMentee apply) return Apply(state, apply, definition);
        if (!state.Participants.Mentees.TryGetValue(command.Person, out var entry)) return Decision.Unknown("mentee", $"{command.Person}");
        if (!ParticipantDecider.EndsOrCorrects(command) && ParticipantDecider.TakesPart(state, command.Person) is { } refusal)
            return refusal;
        return command switch
        {
            MenteeCommand.RecordRequest { Request: var r } =>
                (ParticipantDecider.NewFact(state, r.Id) ?? ParticipantDecider.Codes(r.Category)
                    ?? SpecialCategories.Check(state, r, issued.AsOf)) is { } no
                    ? no
                    : r,
            MenteeCommand.RecordInformation { Information: { Source: not InformationSource.Psychologist } i }
                when issued.By.Role == Role.Psychologist =>
                new Refusal(Reason.WrongPerson, "information-of-psychologist-only", $"{i.Person}"),
            MenteeCommand.RecordInformation { Information: var i } => ParticipantDecider.NewFact(state, i.Id) is { } no ? no : i,
            MenteeCommand.AssignForm c => Assign(state, entry, c, definition),
            MenteeCommand.AddMenteeToBase when entry.InBase => new Refusal(Reason.AlreadyRecorded, "mentee-in-base", $"{entry.Person}"),
            MenteeCommand.AddMenteeToBase =>
                ParticipantDecider.Unmet(Reason.ConditionsNotMet,
                    PersonalPath.OfMenteeToBase(state, entry, issued.EffectiveOn, definition)) is { } no
                    ? no
                : new ParticipantEvent.MenteeAddedToBase(entry.Person),
            MenteeCommand.NameMotivation c when entry.Motivation == c.Motivation => Reason.NothingChanges,
            MenteeCommand.NameMotivation c => new ParticipantEvent.MenteeMotivationNamed(c.Person, c.Motivation),
            MenteeCommand.EnterMenteeResult when !entry.EverInBase =>
                new Refusal(Reason.NotInBase, "mentee-not-in-base", $"{entry.Person}"),
            MenteeCommand.EnterMenteeResult c => new ParticipantEvent.MenteeResultEntered(c.Person, c.Result, c.Text),
            MenteeCommand.RemoveMentee when entry.Removed is not null => Reason.NothingChanges,
            MenteeCommand.RemoveMentee c => new ParticipantEvent.MenteeRemovedFromBase(c.Person, c.Reason, c.Text),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static Decision Apply(Programme state, MenteeCommand.ApplyAsMentee c, Definition definition) =>
        state.Participants.Mentees.ContainsKey(c.Person) ? new Refusal(Reason.AlreadyRecorded, "application-recorded", $"{c.Person}")
        : ParticipantDecider.MayApply(state, c.Person, c.Standing) is { } no ? no
        : ParticipantDecider.Unmet(Reason.NotEligible, Eligibility.OfMentee(c.Person, c.Standing!, definition)) is { } unfit ? unfit
        : new ParticipantEvent.MenteeApplied(c.Person, c.Standing!, state.Gates[2].Approved);

    private static Decision Assign(Programme state, MenteeEntry entry, MenteeCommand.AssignForm c, Definition definition) =>
        definition.Form(c.Form) is not { } form ? Decision.Unknown("form", c.Form)
        : !state.Preparation.Forms.ContainsKey(c.Form) ? new Refusal(Reason.FormNotEnabled, "form-not-enabled", c.Form)
        : form.Lacks(c.Variant, "/variant") is { } unknown ? unknown
        : ParticipantDecider.Unmet(Reason.NotEligible,
            Eligibility.OfMentee(state.Participants.Standings[c.Person], form, definition)) is { } unfit
            ? unfit
        : (entry.Form?.Form, entry.Form?.Variant) == (c.Form, c.Variant) ? Reason.NothingChanges
        : new ParticipantEvent.MenteeFormAssigned(c.Person, c.Form, c.Variant);
}
