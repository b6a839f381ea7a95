using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Tandems;

/// <summary>Rules of pairs and groups from the formation to the end (domain-model.md 3 I). Meetings and plans have rules of their
/// own.</summary>
public static class TandemDecider
{
    private const int MostTandems = 5000;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, TandemCommand command, Issued issued, Definition definition)
    {
        switch (command)
        {
            case TandemCommand.FormTandem { Formed: var f }: return Form(state, f, issued, definition);
            case TandemCommand.ApproveTandems c: return Approve(state, c, definition);
            case TandemCommand.RecordMeetings c: return MeetingRules.Record(state, c, issued);
            case TandemCommand.RecordMonth c: return MonthRules.Record(state, c, issued);
            case TandemCommand.OfOne c:
                if (!state.Tandems.Tandems.TryGetValue(c.Tandem, out var tandem)) return Unknown(c.Tandem);
                return Corrects(c)
                    ? Correct(state, tandem, c)
                    : c is TandemCommand.RecordEmployment { Employment: var e } ? Employ(state, tandem, e, issued, definition)
                    : !tandem.Open && c is not TandemCommand.RecordReflection ? Ended(tandem)
                    : OfMembers(state, tandem, c, issued, definition) ?? OfCourse(state, tandem, c, issued)
                        ?? WorkRules.Decide(state, tandem, c, issued);
            default: throw new UnreachableException(command.GetType().Name);
        }
    }

    /// <summary>Commands allowed while the programme is suspended: endings, suspensions, concerns and corrections.</summary>
    public static bool EndsOrCorrects(TandemCommand command) =>
        command is TandemCommand.LeaveGroup or TandemCommand.DissolveTandem or TandemCommand.SuspendTandem or TandemCommand.RaiseConcern
        || Corrects(command);

    private static bool Corrects(TandemCommand command) => command is TandemCommand.VoidTandem or TandemCommand.VoidApproval
        or TandemCommand.VoidLeaving or TandemCommand.VoidTandemEnding or TandemCommand.VoidTandemFact;

    internal static Refusal Ended(Tandem tandem) => new(Reason.TandemEnded, "tandem-ended", $"{tandem.Id}");

    internal static Refusal Unknown(Guid tandem) => new(Reason.Unknown, "tandem-unknown", $"{tandem}");

    internal static Refusal? NewFact(Programme state, Guid id) =>
        state.Tandems.Seen.Contains(id) ? new Refusal(Reason.AlreadyRecorded, "fact-recorded", $"{id}") : null;

    private static Decision Form(Programme state, TandemEvent.TandemFormed formed, Issued issued, Definition definition) =>
        formed.Match is null && formed.Grounds.Count == 0 ? new Refusal(Reason.ReasonRequired, "pairing-ground-missing", $"{formed.Tandem}")
        : Pairing.Check(state, formed, issued.EffectiveOn, definition) is { } refusal ? refusal
        : formed with { Mentees = [.. formed.Mentees.Order()], Grounds = [.. formed.Grounds.Distinct().Order()] };

    private static Decision Approve(Programme state, TandemCommand.ApproveTandems c, Definition definition)
    {
        if (Order(state, c.Order, definition, out var on) is { } no) return no;
        var named = c.Tandems ?? [.. state.Tandems.Open.Select(t => t.Id)];
        if (c.Tandems?.Count is 0 or > MostTandems) return new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "/tandems");
        if (named.Where(t => !state.Tandems.Tandems.ContainsKey(t)).Select(t => new Missing("tandem-unknown", $"{t}")).ToList()
            is { Count: > 0 } unknown) return new Refusal(Reason.Unknown, unknown);
        List<Tandem> tandems = [.. named.Distinct().Select(t => state.Tandems.Tandems[t])];
        if (tandems.Find(t => !t.Open) is { } ended) return Ended(ended);
        List<TandemEvent.TandemApprovedByOrder> approved = [];
        foreach (var tandem in tandems)
        {
            // A member whose order was annulled needs another one.
            List<Membership> listed =
                [.. tandem.Members.Where(m => m.Open && !(m.Approved is { } order && state.Documents.Stands(order.Document)))];
            if (c.Tandems is null) listed.RemoveAll(m => m.From > on);
            if (listed.Count == 0) continue;
            if (listed.Exists(m => m.From > on)) return new Refusal(Reason.PeriodReversed, "order-before-formation", $"{tandem.Id}");
            approved.Add(new(tandem.Id, c.Order, on, tandem.Mentor, [.. listed.Select(m => m.Mentee).Order()]));
        }

        return approved.Count == 0 ? Reason.NothingChanges : new Decision.Accepted([.. approved]);
    }

    private static Refusal? Order(Programme state, Guid order, Definition definition, out DateOnly on)
    {
        on = default;
        if (Orders.Lacks(state, order, definition) is { } no) return no;
        if (state.Documents.Documents[order].Registered.Date is not { } date)
            return new Refusal(Reason.EvidenceRequired, "order-without-date", $"{order}");
        on = date;
        return null;
    }

    private static Decision? OfMembers(Programme state, Tandem tandem, TandemCommand.OfOne command, Issued issued, Definition definition)
    {
        switch (command)
        {
            case TandemCommand.JoinGroup c: return Join(state, tandem, c.Mentee, issued, definition);
            case TandemCommand.LeaveGroup c:
                return !tandem.Mentees.Contains(c.Mentee) ? new Refusal(Reason.Unknown, "member-unknown", $"{c.Mentee}")
                    : tandem.Kind == TandemKind.Pair ? new Refusal(Reason.NotEligible, "tandem-is-pair", $"{tandem.Id}")
                    : tandem.Mentees.Count() == 1 ? new Refusal(Reason.NotEligible, "last-member", $"{c.Mentee}")
                    : BeforeMeeting(tandem, c.Mentee, issued.EffectiveOn) is { } early ? early
                    : new TandemEvent.MemberLeft(c.Tandem, c.Mentee, c.InitiatedBy, c.Reason, c.Text);
            case TandemCommand.ContinueAsPair:
                return tandem.Kind == TandemKind.Pair ? Reason.NothingChanges
                    : tandem.Mentees.Count() > 1 ? new Refusal(Reason.ValueOutOfRange, "pair-of-one-mentee", $"{tandem.Mentees.Count()}")
                    : new TandemEvent.GroupBecamePair(tandem.Id);
            case TandemCommand.ReplaceMentor c: return Replace(state, tandem, c, issued, definition);
            default: return null;
        }
    }

    private static Decision Join(Programme state, Tandem tandem, Guid mentee, Issued issued, Definition definition) =>
        tandem.Kind == TandemKind.Pair ? new Refusal(Reason.NotEligible, "tandem-is-pair", $"{tandem.Id}")
        : state.Gates[6].Stands ? new Refusal(Reason.StageAlreadyApproved, "stage-approved", "6")
        : (Pairing.Persons(state, tandem.Mentor, [mentee])
            ?? ParticipantDecider.Unmet(Reason.PairNotAllowed, Pairing.OfTwo(state, tandem.Form, tandem.Mentor, mentee, definition))
            ?? ParticipantDecider.Unmet(Reason.ConditionsNotMet,
            [
                .. Pairing.OfMentor(state, tandem.Form, tandem.Mentor, [mentee], issued.EffectiveOn, definition),
                .. Pairing.OfMentee(state, tandem.Form, mentee, issued.EffectiveOn, definition),
            ])) is { } refusal ? refusal
        : new TandemEvent.MemberJoined(tandem.Id, mentee, state.Gates[5].Approved);

    // The new mentor meets every condition of a new tandem. The meetings held before stay the old mentor's.
    private static Decision Replace(
        Programme state, Tandem tandem, TandemCommand.ReplaceMentor c, Issued issued, Definition definition)
    {
        if (tandem.Approved is null) return new Refusal(Reason.TandemNotApproved, "tandem-not-in-order", $"{tandem.Id}");
        // The meetings before the replacement stay the old mentor's: here, of somebody who never was the mentor.
        if (c.Reason == SeparationReason.RecordedByMistake)
            return new Refusal(Reason.ValueOutOfRange, "replaced-by-mistake", $"{tandem.Id}");
        if (c.Mentor == tandem.Mentor) return Reason.NothingChanges;
        if (Order(state, c.Order, definition, out var on) is { } no) return no;
        if (issued.EffectiveOn < on) return new Refusal(Reason.PeriodReversed, "order-after-day", Dates.Text(on));
        if (BeforeMeeting(tandem, null, issued.EffectiveOn) is { } early) return early;
        // Without this tandem, which is what the mentees have of this form.
        var without = state with { Tandems = state.Tandems with { Tandems = state.Tandems.Tandems.Remove(tandem.Id) } };
        List<Guid> mentees = [.. tandem.Mentees];
        return (Pairing.Persons(state, c.Mentor, [])
            ?? ParticipantDecider.Unmet(Reason.PairNotAllowed,
                mentees.SelectMany(m => Pairing.OfTwo(without, tandem.Form, c.Mentor, m, definition)))
            ?? ParticipantDecider.Unmet(Reason.ConditionsNotMet,
                Pairing.OfMentor(without, tandem.Form, c.Mentor, mentees, issued.EffectiveOn, definition))) is { } refusal
            ? refusal
            : new TandemEvent.MentorReplaced(tandem.Id, tandem.Mentor, c.Mentor, c.Order, on, c.Reason);
    }

    private static Decision? OfCourse(Programme state, Tandem tandem, TandemCommand.OfOne command, Issued issued)
    {
        switch (command)
        {
            case TandemCommand.SuspendTandem c:
                return tandem.Status == TandemStatus.Suspended ? Reason.NothingChanges
                    : BeforeMeeting(tandem, null, issued.EffectiveOn) is { } early ? early
                    : new TandemEvent.TandemSuspended(c.Tandem, c.Reason, c.Text);
            case TandemCommand.ResumeTandem when tandem.Status != TandemStatus.Suspended: return Reason.NothingChanges;
            case TandemCommand.ResumeTandem:
                return issued.EffectiveOn < tandem.Suspensions[^1].From
                    ? new Refusal(Reason.PeriodReversed, "period-reversed", Dates.Text(issued.EffectiveOn))
                    : ParticipantDecider.Unmet(Reason.NotTakingPart, PersonalPath.TakingPart(state, tandem.Mentor)) is { } gone ? gone
                    : new TandemEvent.TandemResumed(tandem.Id);
            // It would keep apart for good two people who never worked together.
            case TandemCommand.DissolveTandem { Reason: SeparationReason.RecordedByMistake }:
                return new Refusal(Reason.ValueOutOfRange, "dissolved-by-mistake", $"{tandem.Id}");
            case TandemCommand.DissolveTandem c:
                return ParticipantDecider.InForce(state, c.Order) is { } no ? no
                    : BeforeMeeting(tandem, null, issued.EffectiveOn) is { } late ? late
                    : new Decision.Accepted(
                    [
                        new TandemEvent.TandemDissolved(c.Tandem, c.InitiatedBy, c.Reason, c.Order, c.Text),
                        .. AfterDissolution(state, tandem.Mentor, c),
                    ]);
            case TandemCommand.CompleteTandem c: return Complete(tandem, c, issued);
            default: return null;
        }
    }

    // The mentor stays ready unless the mentor ended it, or it ended because of the mentor.
    private static IEnumerable<DomainEvent> AfterDissolution(Programme state, Guid mentor, TandemCommand.DissolveTandem c)
    {
        if (state.Participants.Mentors.GetValueOrDefault(mentor) is not { DeclaredReadyOn: not null }) return [];
        return c.Reason == SeparationReason.Safety ? [new ParticipantEvent.ReadinessRevoked(mentor, RevocationReason.Safety, null)]
            : c.InitiatedBy == TandemParty.Mentor || c.Reason is SeparationReason.MentorLeft or SeparationReason.DutiesNotKept
                ? [new ParticipantEvent.ReadinessRevoked(mentor, RevocationReason.TandemDissolved, null)]
            : [];
    }

    // The contract often follows the end of the work.
    private static Decision Employ(
        Programme state, Tandem tandem, TandemEvent.MenteeEmployed e, Issued issued, Definition definition) =>
        !Eligibility.LeadsToEmployment(definition.Form(tandem.Form))
            ? new Refusal(Reason.NotEligible, "form-without-employment", tandem.Form)
        : tandem.Approved is null ? new Refusal(Reason.TandemNotApproved, "tandem-not-in-order", $"{tandem.Id}")
        : tandem.Members.Find(m => m.Mentee == e.Mentee) is not { } member
            ? new Refusal(Reason.Unknown, "member-unknown", $"{e.Mentee}")
        : !Eligibility.IsEnterprise(state, e.Enterprise) ? Decision.Unknown("enterprise", $"{e.Enterprise}")
        : e.On < member.From ? new Refusal(Reason.PeriodReversed, "employed-before-joining", $"{e.Mentee} {Dates.Text(member.From)}")
        : state.Tandems.Tandems.Values.Any(t => t.Employments.Exists(known => known.Mentee == e.Mentee))
            ? new Refusal(Reason.AlreadyRecorded, "employment-recorded", $"{e.Mentee}")
        : (NewFact(state, e.Id) ?? Dates.OfFact(e.On, issued.AsOf) ?? ParticipantDecider.InForce(state, e.Document)
            ?? ParticipantDecider.Unmet(Reason.NotTakingPart, PersonalPath.Stopped(state, e.Mentee))) is { } no ? no
        : e;

    private static Decision Complete(Tandem tandem, TandemCommand.CompleteTandem c, Issued issued) =>
        tandem.Approved is null ? new Refusal(Reason.TandemNotApproved, "tandem-not-in-order", $"{tandem.Id}")
        : tandem.Status == TandemStatus.Suspended ? new Refusal(Reason.TandemSuspended, "tandem-suspended", $"{tandem.Id}")
        : MeetingRules.NotHeld(tandem).ToList() is { Count: > 0 } lacks ? new Refusal(Reason.ConditionsNotMet, lacks)
        : BeforeMeeting(tandem, null, issued.EffectiveOn) is { } early ? early
        : new TandemEvent.TandemCompleted(c.Tandem, c.Outcome);

    // Nobody leaves, and nothing ends, before a meeting that was held.
    private static Refusal? BeforeMeeting(Tandem tandem, Guid? mentee, DateOnly on) =>
        tandem.Meetings.FindLast(m => mentee is not { } one || m.Present.Contains(one)) is { } last && on < last.On
            ? new Refusal(Reason.PeriodReversed, "meeting-held-later", $"{tandem.Id} {Dates.Text(last.On)}")
            : null;

    private static Decision Correct(Programme state, Tandem tandem, TandemCommand.OfOne command) => command switch
    {
        TandemCommand.VoidTandem when !tandem.Meetings.IsEmpty =>
            new Refusal(Reason.AlreadyRecorded, "tandem-has-meetings", $"{tandem.Id}"),
        TandemCommand.VoidTandem c => new TandemEvent.TandemVoided(c.Tandem, c.Reason),
        TandemCommand.VoidApproval when tandem.Approved is null => Reason.NothingChanges,
        TandemCommand.VoidApproval when !tandem.Meetings.IsEmpty =>
            new Refusal(Reason.AlreadyRecorded, "tandem-has-meetings", $"{tandem.Id}"),
        TandemCommand.VoidApproval c => new TandemEvent.TandemApprovalVoided(c.Tandem, c.Reason),
        TandemCommand.VoidLeaving c when tandem.Members.FindLast(m => m.Mentee == c.Mentee) is not { Open: false } =>
            Decision.Unknown("leaving", $"{c.Mentee}"),
        TandemCommand.VoidLeaving c =>
            Again(state, tandem, [c.Mentee]) is { } no ? no : new TandemEvent.MemberLeavingVoided(c.Tandem, c.Mentee, c.Reason),
        TandemCommand.VoidTandemEnding when tandem.Open => new Refusal(Reason.TandemNotEnded, "tandem-not-ended", $"{tandem.Id}"),
        TandemCommand.VoidTandemEnding c when Again(state, tandem, tandem.Mentees) is { } taken => taken,
        TandemCommand.VoidTandemEnding c => new TandemEvent.TandemEndingVoided(c.Tandem, c.Reason),
        TandemCommand.VoidTandemFact c when !tandem.Counts(c.Fact) => Decision.Unknown("fact", $"{c.Fact}"),
        TandemCommand.VoidTandemFact c => new TandemEvent.TandemFactVoided(c.Tandem, c.Fact, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    // Meanwhile somebody may have joined another tandem of the form.
    private static Refusal? Again(Programme state, Tandem tandem, IEnumerable<Guid> mentees) => ParticipantDecider.Unmet(
        Reason.PairNotAllowed,
        mentees.Where(m => state.Tandems.Open.Any(t => t.Form == tandem.Form && t.Mentees.Contains(m)))
            .Select(m => new Missing("mentee-has-mentor", $"{m}")));
}
