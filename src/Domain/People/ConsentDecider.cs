using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>Rules of consents: signers, one purpose each, and the effects of a withdrawal and of majority.</summary>
public static class ConsentDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Person state, ConsentCommand command, Issued issued, OrganisationPrivacy privacy)
    {
        var room = state.Consents;
        return command switch
        {
            ConsentCommand.RequestConsent c => WrongText(privacy, c.Text, c.Purpose, issued.EffectiveOn) is { } wrong ? wrong
                : room.Requested.Contains(c.Purpose) ? Reason.NothingChanges : new ConsentEvent.ConsentRequested(c.Purpose, c.Text),
            ConsentCommand.GiveConsent c =>
                Unfit(state, c, issued, privacy) is { } unfit
                    ? unfit
                    : new Decision.Accepted(Given(state, c, issued, privacy.Texts[c.Text])),
            ConsentCommand.RefuseConsent c => Refuse(state, c),
            ConsentCommand.WithdrawConsent c => Withdraw(state, c, issued),
            ConsentCommand.VoidWithdrawal c when room.Find(c.Consent) is null => Unknown(c.Consent),
            ConsentCommand.VoidWithdrawal c when room.Find(c.Consent)!.WithdrawnOn is null =>
                new Refusal(Reason.ConsentNotWithdrawn, "consent-not-withdrawn", c.Consent.ToString()),
            ConsentCommand.VoidWithdrawal c => VoidWithdrawal(state, c),
            ConsentCommand.VoidConsent c when room.Find(c.Consent) is null => Unknown(c.Consent),
            ConsentCommand.VoidConsent c when room.Find(c.Consent)!.Voided => Reason.NothingChanges,
            ConsentCommand.VoidConsent c => new ConsentEvent.ConsentVoided(c.Consent, c.Reason),
            ConsentCommand.IssueConsentLink c => ConsentLinks.Issue(state, c, issued, privacy),
            ConsentCommand.RevokeConsentLink c => ConsentLinks.Revoke(state, c, issued),
            ConsentCommand.AnswerConsentLink c => ConsentLinks.Answer(state, c, issued, privacy),
            ConsentCommand.WithdrawThroughLink c => ConsentLinks.Withdraw(state, c, issued),
            ConsentCommand.RestrictProcessing when room.Restrictions.Contains(RestrictionGround.Demand) => Reason.NothingChanges,
            ConsentCommand.RestrictProcessing => new ConsentEvent.ProcessingRestricted(RestrictionGround.Demand),
            ConsentCommand.LiftRestriction when issued.By.Role != Role.Head => new Refusal(Reason.WrongPerson, "role-required", "head"),
            ConsentCommand.LiftRestriction c when !room.Restrictions.Contains(c.Ground) => Reason.NothingChanges,
            ConsentCommand.LiftRestriction c => new ConsentEvent.ProcessingRestrictionLifted(c.Ground, c.Reason),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    /// <summary>The refusal of a consent; null if it can be recorded.</summary>
    internal static Refusal? Unfit(Person state, ConsentCommand.GiveConsent c, Issued issued, OrganisationPrivacy privacy) =>
        state.Consents.Find(c.Id) is not null ? new(Reason.AlreadyRecorded, "consent-recorded", c.Id.ToString())
        : Dates.OfPeriod(c.ValidFrom, c.ValidUntil, c.Id.ToString()) is { } period ? period
        : c.ValidUntil == c.ValidFrom ? new(Reason.PeriodReversed, "consent-ends-as-it-begins", c.Id.ToString())
        : c.ValidFrom < issued.EffectiveOn ? new(Reason.PeriodReversed, "consent-counts-before-signing", Dates.Text(issued.EffectiveOn))
        : WrongText(privacy, c.Text, c.Purpose, issued.EffectiveOn) is { } text ? text
        : Signers.Faults(state, c.Signers, c.AgeBand, privacy.SignerPolicy) is { Count: > 0 } faults ? new(Reason.WrongSigners, faults)
        : c is { Document: { } document, DocumentInForce: false }
            ? new(Reason.DocumentNotInForce, "document-not-in-force", document.ToString())
        : c is { Purpose: ConsentPurpose.SpecialCategories, Channel: ConsentChannel.Electronic }
            ? new(Reason.ValueOutOfRange, "consent-not-written", c.Id.ToString())
        // A consent is a separate document, merged with no other (L2).
        : c.Document is { } paper && state.Consents.All.Any(s => !s.Voided && s.Given.Document == paper)
            ? new(Reason.AlreadyRecorded, "document-of-another-consent", paper.ToString())
        : c is { Channel: ConsentChannel.Paper, Document: null } && privacy.PaperPolicy == PaperPolicy.Registered
            ? new(Reason.EvidenceRequired, "consent-paper-missing", c.Id.ToString())
        : c is { Channel: ConsentChannel.Electronic, Proof: null } ? new(Reason.EvidenceRequired, "consent-proof-missing", c.Id.ToString())
        : c.Replaces is { } previous && !Standing(state, c.Purpose).Any(s => s.Given.Id == previous)
            ? new(Reason.ConsentNotInForce, "consent-not-in-force", previous.ToString())
        : null;

    /// <summary>The events of a consent that can be recorded.</summary>
    internal static List<PersonEvent> Given(
        Person state, ConsentCommand.GiveConsent c, Issued issued, PrivacyEvent.ConsentTextPublished text)
    {
        var now = state.Registry.Registered!;
        List<PersonEvent> events = [];
        // A signature as an adult proves the majority, so record the age band first if it is missing.
        if (c.AgeBand > now.AgeBand)
            events.AddRange(RegistryDecider.Aged(state, new RegistryEvent.AgeBandReached(c.AgeBand), issued.EffectiveOn));
        var previous = c.AgeBand.IsAdult() ? Standing(state, c.Purpose).LastOrDefault(s => s.SignedFor(now.Id))?.Given.Id : null;
        events.Add(new ConsentEvent.ConsentGiven(
            c.Id, c.Purpose, c.AgeBand, [.. c.Signers.Distinct().Order()], text.Id, text.Version, text.Sha256, c.ValidFrom, c.ValidUntil,
            c.Channel, c.Document, c.Proof, c.Replaces ?? previous));
        if (previous is { } outgrown && (c.Replaces ?? outgrown) == outgrown)
            events.Add(new ConsentEvent.ConsentReplacedOnMajority(outgrown, c.Id));
        if (c.Purpose != ConsentPurpose.Participation) return events;
        events.AddRange(Answered(events.Aggregate(state, (s, e) => s.Evolve(e, issued.EffectiveOn)), c, issued)
            .Select(g => new ConsentEvent.ProcessingRestrictionLifted(g, null)));
        return events;
    }

    // The restrictions that a new consent lifts. One signed before the withdrawal was received does not lift that restriction.
    private static IEnumerable<RestrictionGround> Answered(Person state, ConsentCommand.GiveConsent c, Issued issued) =>
        state.Consents.Restrictions.Where(ground => ground switch
    {
        RestrictionGround.Majority => c.AgeBand.IsAdult(),
        RestrictionGround.UnfitSigners => state.InForce.Any(s => s.Given.Id == c.Id),
        RestrictionGround.Withdrawal => state.InForce.Any(s => s.Given.Id == c.Id)
            && state.Consents.All.All(s =>
                s.Given.Purpose != ConsentPurpose.Participation || s.WithdrawnOn is not { } on || on <= issued.EffectiveOn),
        RestrictionGround.Demand => false,
        _ => throw new UnreachableException($"{ground}"),
    });

    internal static Decision Refuse(Person state, ConsentCommand.RefuseConsent c) =>
        !Signers.Speaks(state, c.By, c.AgeBand) ? NotEntitled(c.By)
        : state.Consents.Refused.Contains(c.Purpose) ? Reason.NothingChanges
        : new ConsentEvent.ConsentRefused(c.Purpose, c.By);

    internal static Decision Withdraw(Person state, ConsentCommand.WithdrawConsent c, Issued issued)
    {
        if (state.Consents.Find(c.Consent) is not { } consent) return Unknown(c.Consent);
        if (Dates.OfFact(c.ReceivedOn, issued.AsOf) is { } refusal) return refusal;
        if (!Signers.Speaks(state, c.By, c.AgeBand)) return NotEntitled(c.By);
        var standing = Standing(state, consent.Given.Purpose).ToList();
        if (!standing.Contains(consent)) return new Refusal(Reason.ConsentNotInForce, "consent-not-in-force", c.Consent.ToString());
        // A withdrawal covers all consents in force to the same purpose.
        List<PersonEvent> events = [.. standing.Select(s => new ConsentEvent.ConsentWithdrawn(s.Given.Id, c.ReceivedOn, c.By, c.Channel))];
        if (consent.Given.Purpose != ConsentPurpose.Participation) return new Decision.Accepted(events);
        if (!state.Consents.Restrictions.Contains(RestrictionGround.Withdrawal))
            events.Add(new ConsentEvent.ProcessingRestricted(RestrictionGround.Withdrawal));
        // The statutory term runs from the receipt (L8), so no separate request is needed.
        if (!state.Erasure.Cases.Exists(e => e.ClockRuns)) events.Add(ErasureDecider.Withdrawn(c));
        return new Decision.Accepted(events);
    }

    private static Decision.Accepted VoidWithdrawal(Person state, ConsentCommand.VoidWithdrawal c)
    {
        var consent = state.Consents.Find(c.Consent)!;
        var others =
            state.Consents.All.Any(s => s.Given.Purpose == ConsentPurpose.Participation && s.WithdrawnOn is not null && s != consent);
        List<PersonEvent> events = [new ConsentEvent.ConsentWithdrawalVoided(c.Consent, c.Reason)];
        if (consent.Given.Purpose == ConsentPurpose.Participation && !others
            && state.Consents.Restrictions.Contains(RestrictionGround.Withdrawal))
            events.Add(new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Withdrawal, c.Reason));
        if (consent.Given.Purpose == ConsentPurpose.Participation && !others
            && state.Erasure.OpenedBy(consent.WithdrawnOn!.Value) is { } opened)
            events.Add(new ErasureEvent.ErasureRequestVoided(opened.Requested.Case, c.Reason));
        return new(events);
    }

    // Includes consents that lost force after a corrected age: they can still be replaced and withdrawn.
    private static IEnumerable<RecordedConsent> Standing(Person state, ConsentPurpose purpose) =>
        state.Consents.InForce(state.Registry.Registered!.Id, band: null).Where(c => c.Given.Purpose == purpose);

    private static Refusal? WrongText(OrganisationPrivacy privacy, Guid text, ConsentPurpose purpose, DateOnly on) =>
        !privacy.Texts.TryGetValue(text, out var published) ? new(Reason.ConsentTextNotPublished, "consent-text-unknown", text.ToString())
        : published.Purpose != purpose ? new(Reason.ConsentTextNotPublished, "consent-text-of-another-purpose", text.ToString())
        : !privacy.IsInForce(published, on) ? new(Reason.ConsentTextNotPublished, "consent-text-not-in-force", text.ToString())
        : null;

    private static Decision NotEntitled(Guid by) => new Refusal(Reason.WrongSigners, "representative-not-linked", by.ToString());

    private static Decision Unknown(Guid consent) => Decision.Unknown("consent", consent.ToString());
}
