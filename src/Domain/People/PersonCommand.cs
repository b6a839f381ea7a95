namespace MentorshipFlow.People;

/// <summary>A command about one person. Each room has its own closed set.</summary>
public abstract record PersonCommand
{
    private protected PersonCommand() { }
}

/// <summary>The details of a person that can be changed.</summary>
/// <param name="Grade">Class of a learner, 1 to 11, or year of a student, 1 to 6.</param>
/// <param name="Experience">For a teacher only.</param>
public sealed record PersonProfile(IReadOnlyList<PersonKind> Kinds, Contour Contour, int? Grade, Experience? Experience, bool NewHire);

/// <summary>Commands of the register of persons.</summary>
public abstract record RegistryCommand : PersonCommand
{
    private RegistryCommand() { }

    /// <summary>Register a person.</summary>
    /// <param name="Same">Another person of the organisation with the same name and birth date, if the vault has one.</param>
    public sealed record RegisterPerson(
        Guid Id, Guid Organisation, PersonProfile Profile, AgeBand AgeBand, TextReference Details, IReadOnlyList<PersonField> Fields,
        Guid? Same = null) : RegistryCommand;

    /// <summary>Replace the personal details.</summary>
    public sealed record ReplaceDetails(TextReference Details, IReadOnlyList<PersonField> Fields, AgeBand AgeBand) : RegistryCommand;

    /// <summary>Change the person's profile.</summary>
    public sealed record ChangePerson(PersonProfile Profile) : RegistryCommand;

    /// <summary>Link a legal representative.</summary>
    /// <param name="RepresentativeBand">The representative's age band on the effective date; null if this id is not registered.</param>
    /// <param name="PersonBand">The represented person's age band on that date; the registered one if it is not known.</param>
    public sealed record LinkRepresentative(
        Guid Representative, RepresentativeKind Kind, AgeBand? RepresentativeBand = null, AgeBand? PersonBand = null) : RegistryCommand;

    /// <summary>Remove a legal representative.</summary>
    public sealed record UnlinkRepresentative(Guid Representative, TextReference Reason) : RegistryCommand;

    /// <summary>Confirm a clearance (L17).</summary>
    public sealed record ConfirmClearance(DateOnly CheckedOn, DateOnly ValidUntil) : RegistryCommand;

    /// <summary>Revoke the clearance.</summary>
    public sealed record RevokeClearance(TextReference Reason) : RegistryCommand;

    /// <summary>Record a departure.</summary>
    public sealed record LeaveOrganisation(DateOnly On) : RegistryCommand;

    /// <summary>Undo a departure.</summary>
    public sealed record VoidDeparture(TextReference Reason) : RegistryCommand;

    /// <summary>Record that the person has reached an age band.</summary>
    public sealed record ReachAgeBand(AgeBand Band) : RegistryCommand;
}

/// <summary>Commands about consents and the restriction of processing.</summary>
public abstract record ConsentCommand : PersonCommand
{
    private ConsentCommand() { }

    /// <summary>Request a consent.</summary>
    public sealed record RequestConsent(ConsentPurpose Purpose, Guid Text) : ConsentCommand;

    /// <summary>Record a consent that was signed on the effective date.</summary>
    /// <param name="AgeBand">On that day, computed from the birth date in the vault.</param>
    /// <param name="DocumentInForce">Whether a programme of the organisation has the document in force; looked up by the caller.</param>
    public sealed record GiveConsent(
        Guid Id, ConsentPurpose Purpose, AgeBand AgeBand, IReadOnlyList<Guid> Signers, Guid Text, DateOnly ValidFrom, DateOnly ValidUntil,
        ConsentChannel Channel, Guid? Document, TextReference? Proof, Guid? Replaces, bool DocumentInForce = false) : ConsentCommand;

    /// <summary>Record a refusal.</summary>
    /// <param name="AgeBand">The person's on the effective date; the registered one if it is not known.</param>
    public sealed record RefuseConsent(ConsentPurpose Purpose, Guid By, AgeBand? AgeBand = null) : ConsentCommand;

    /// <summary>Record a withdrawal.</summary>
    /// <param name="Case">Id of the erasure case that a withdrawal of participation opens.</param>
    /// <param name="Terms">The statutory terms for that case.</param>
    /// <param name="AgeBand">The person's on the day of receipt; the registered one if it is not known.</param>
    public sealed record WithdrawConsent(
        Guid Consent, DateOnly ReceivedOn, Guid By, ConsentChannel Channel, Guid Case, PrivacyTerms Terms,
        AgeBand? AgeBand = null) : ConsentCommand;

    /// <summary>Void a withdrawal recorded by mistake.</summary>
    public sealed record VoidWithdrawal(Guid Consent, TextReference Reason) : ConsentCommand;

    /// <summary>Void a consent recorded by mistake.</summary>
    public sealed record VoidConsent(Guid Consent, TextReference Reason) : ConsentCommand;

    /// <summary>Issue a personal link to a consent.</summary>
    /// <param name="AgeBand">The person's on the effective date; the registered one if it is not known.</param>
    public sealed record IssueConsentLink(
        Guid Link, ConsentPurpose Purpose, Guid Text, Guid Signer, DateOnly ValidUntil, DateOnly ExpiresOn,
        AgeBand? AgeBand = null) : ConsentCommand;

    /// <summary>Revoke a personal link to a consent.</summary>
    public sealed record RevokeConsentLink(Guid Link, TextReference Reason) : ConsentCommand;

    /// <summary>Answer through a personal link.</summary>
    /// <param name="Consent">Id of the consent that is recorded if everybody who must sign agrees.</param>
    /// <param name="AgeBand">The person's today; the registered one if it is not known.</param>
    public sealed record AnswerConsentLink(
        Guid Link, ConsentAnswer Answer, TextReference Proof, Guid Consent, AgeBand? AgeBand = null) : ConsentCommand;

    /// <summary>Take back, through a personal link, the agreement that was given through it.</summary>
    /// <param name="Case">Id of the erasure case that a withdrawal of participation opens.</param>
    /// <param name="Terms">The statutory terms for that case.</param>
    /// <param name="AgeBand">The person's today; the registered one if it is not known.</param>
    public sealed record WithdrawThroughLink(
        Guid Link, TextReference Proof, Guid Case, PrivacyTerms Terms, AgeBand? AgeBand = null) : ConsentCommand;

    /// <summary>Restrict processing at the demand of the person or of the privacy officer.</summary>
    public sealed record RestrictProcessing : ConsentCommand;

    /// <summary>Lift a restriction; by the head.</summary>
    public sealed record LiftRestriction(RestrictionGround Ground, TextReference Reason) : ConsentCommand;
}
