namespace MentorshipFlow.People;

/// <summary>Rules of personal links to consents: one signer, one purpose, one answer, and its withdrawal.</summary>
public static class ConsentLinks
{
    /// <summary>The refusal of whatever is asked through a link; null if it opens.</summary>
    public static Refusal? Unopened(ConsentsRoom room, Guid id, DateOnly today) =>
        !room.Links.TryGetValue(id, out var link) ? new(Reason.Unknown, "survey-link-unknown", $"{id}")
        : link.State == ConsentLinkState.Revoked ? new(Reason.SurveyLinkRevoked, "survey-link-revoked", $"{id}")
        : link.State != ConsentLinkState.Open ? new(Reason.AlreadyRecorded, "consent-link-answered", $"{id}")
        : today > link.Issued.ExpiresOn ? new(Reason.SurveyLinkExpired, "survey-link-expired", Dates.Text(link.Issued.ExpiresOn))
        : null;

    internal static Decision Issue(Person state, ConsentCommand.IssueConsentLink c, Issued issued, OrganisationPrivacy privacy)
    {
        var room = state.Consents;
        var band = Band(state, c.AgeBand);
        if (room.Links.ContainsKey(c.Link)) return new Refusal(Reason.AlreadyRecorded, "survey-link-recorded", $"{c.Link}");
        if (Dates.OfPeriod(issued.AsOf, c.ExpiresOn, "expiresOn", issued.AsOf) is { } period) return period;
        if (Signers.Barred(state, [c.Signer], band, privacy.SignerPolicy) is { Count: > 0 } barred)
            return new Refusal(Reason.WrongSigners, barred);
        var link = new ConsentEvent.ConsentLinkIssued(c.Link, c.Purpose, c.Text, c.Signer, c.ValidUntil, c.ExpiresOn);
        if (Fault(state, Signed(link, c.Link, [c.Signer], band, Unwritten, issued), issued, privacy) is { } refusal) return refusal;
        List<PersonEvent> events =
        [
            .. room.Links.Values.Where(l => l.Stands && (l.Issued.Purpose, l.Issued.Signer) == (c.Purpose, c.Signer))
                .Select(l => new ConsentEvent.ConsentLinkRevoked(l.Issued.Link, null)),
        ];
        if (!room.Requested.Contains(c.Purpose)) events.Add(new ConsentEvent.ConsentRequested(c.Purpose, c.Text));
        events.Add(link);
        return new Decision.Accepted(events);
    }

    /// <summary>Whether a link still withdraws what was agreed to through it.</summary>
    public static bool Withdraws(Person state, ConsentLink link, DateOnly today) => link.State != ConsentLinkState.Revoked
        && today <= link.Issued.ValidUntil
        && (link.State == ConsentLinkState.Agreed
            || state.Consents.InForce(state.Registry.Registered!.Id, band: null).Any(c => c.Given.Id == link.Consent));

    internal static Decision Revoke(Person state, ConsentCommand.RevokeConsentLink c, Issued issued) =>
        !state.Consents.Links.TryGetValue(c.Link, out var link) ? Decision.Unknown("consent-link", $"{c.Link}")
        : !link.Stands && !Withdraws(state, link, issued.AsOf) ? Reason.NothingChanges
        : new ConsentEvent.ConsentLinkRevoked(c.Link, c.Reason);

    internal static Decision Answer(Person state, ConsentCommand.AnswerConsentLink c, Issued issued, OrganisationPrivacy privacy)
    {
        if (Unopened(state.Consents, c.Link, issued.AsOf) is { } unopened) return unopened;
        var link = state.Consents.Links[c.Link].Issued;
        var band = Band(state, c.AgeBand);
        if (issued.By.DecidingPerson != link.Signer) return Decision.Unknown("survey-link", $"{c.Link}");
        if (Signers.Barred(state, [link.Signer], band, privacy.SignerPolicy) is { Count: > 0 } barred)
            return new Refusal(Reason.WrongSigners, barred);
        List<PersonEvent> events = [new ConsentEvent.ConsentLinkAnswered(c.Link, c.Answer, c.Proof)];
        if (c.Answer == ConsentAnswer.Refused)
            return new Decision.Accepted([.. events, new ConsentEvent.ConsentRefused(link.Purpose, link.Signer)]);
        var given = Signed(link, c.Consent, [.. Agreed(state, link, band, privacy), link.Signer], band, c.Proof, issued);
        if (Fault(state, given, issued, privacy) is { } refusal) return refusal;
        // The consent waits until all who must sign have agreed.
        if (Signers.Faults(state, given.Signers, band, privacy.SignerPolicy).Count > 0) return new Decision.Accepted(events);
        var answered = events.Aggregate(state, (s, e) => s.Evolve(e, issued.EffectiveOn));
        return new Decision.Accepted([.. events, .. ConsentDecider.Given(answered, given, issued, privacy.Texts[link.Text])]);
    }

    internal static Decision Withdraw(Person state, ConsentCommand.WithdrawThroughLink c, Issued issued)
    {
        if (!state.Consents.Links.TryGetValue(c.Link, out var link) || issued.By.DecidingPerson != link.Issued.Signer)
            return Decision.Unknown("survey-link", $"{c.Link}");
        if (link.State == ConsentLinkState.Revoked) return new Refusal(Reason.SurveyLinkRevoked, "survey-link-revoked", $"{c.Link}");
        if (issued.AsOf > link.Issued.ValidUntil)
            return new Refusal(Reason.SurveyLinkExpired, "survey-link-expired", Dates.Text(link.Issued.ValidUntil));
        var said = new ConsentEvent.ConsentLinkAnswered(c.Link, ConsentAnswer.Withdrawn, c.Proof);
        // Another signature is awaited, so there is no consent yet: without this agreement there will be none.
        var decided = link.State == ConsentLinkState.Agreed
            ? ConsentDecider.Refuse(state, new(link.Issued.Purpose, link.Issued.Signer, c.AgeBand))
            : link.Consent is not { } consent ? Reason.NothingChanges
            : ConsentDecider.Withdraw(state, new(consent, issued.AsOf, link.Issued.Signer, ConsentChannel.Electronic, c.Case, c.Terms,
                c.AgeBand), issued);
        return decided is Decision.Accepted { Events: var events } ? new Decision.Accepted([said, .. events]) : decided;
    }

    // A fault apart from signatures that are still to come.
    private static Refusal? Fault(Person state, ConsentCommand.GiveConsent given, Issued issued, OrganisationPrivacy privacy) =>
        given.Purpose == ConsentPurpose.SpecialCategories ? new(Reason.ValueOutOfRange, "consent-not-written", $"{given.Id}")
        : ConsentDecider.Unfit(state, given, issued, privacy) is { } fault
            && !(fault.Reason == Reason.WrongSigners
                && Signers.Barred(state, given.Signers, given.AgeBand, privacy.SignerPolicy).Count == 0)
            ? fault : null;

    // Others who agreed to the very same: text, purpose and last day. Those who may no longer sign, by age or kinship, do not count.
    private static IEnumerable<Guid> Agreed(
        Person state, ConsentEvent.ConsentLinkIssued link, AgeBand band, OrganisationPrivacy privacy) =>
        state.Consents.Links.Values.Where(l => l.State == ConsentLinkState.Agreed
            && (l.Issued.Purpose, l.Issued.Text, l.Issued.ValidUntil) == (link.Purpose, link.Text, link.ValidUntil)
            && Signers.Barred(state, [l.Issued.Signer], band, privacy.SignerPolicy).Count == 0).Select(l => l.Issued.Signer);

    private static TextReference Unwritten { get; } = new(Guid.Empty, new string('0', 64));

    private static AgeBand Band(Person state, AgeBand? known) => known ?? state.Registry.Registered!.AgeBand;

    private static ConsentCommand.GiveConsent Signed(ConsentEvent.ConsentLinkIssued link, Guid id, IReadOnlyList<Guid> signers,
        AgeBand band, TextReference proof, Issued issued) =>
        new(id, link.Purpose, band, signers, link.Text, issued.EffectiveOn, link.ValidUntil, ConsentChannel.Electronic, null, proof, null);
}
