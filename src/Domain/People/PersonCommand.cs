namespace MentorshipFlow.People;

/// <summary>Something asked about one person. Each room has its own closed set.</summary>
public abstract record PersonCommand
{
    private protected PersonCommand()
    {
    }
}

/// <summary>What a person is to the organisation, as far as it can be changed.</summary>
/// <param name="Grade">Class of a learner, 1 to 11, or year of a student, 1 to 6.</param>
/// <param name="Experience">Of a teacher.</param>
public sealed record PersonProfile(IReadOnlyList<PersonKind> Kinds, Contour Contour, int? Grade, Experience? Experience, bool NewHire);

/// <summary>Commands of the register of persons.</summary>
public abstract record RegistryCommand : PersonCommand
{
    private RegistryCommand()
    {
    }

    /// <summary>Зарегистрировать участника.</summary>
    /// <param name="Same">Somebody else of the organisation with the same name and birth date, found beside the vault.</param>
    public sealed record RegisterPerson(
        Guid Id, Guid Organisation, PersonProfile Profile, AgeBand AgeBand, TextReference Details, IReadOnlyList<PersonField> Fields,
        Guid? Same = null) : RegistryCommand;

    /// <summary>Заменить личные сведения.</summary>
    public sealed record ReplaceDetails(TextReference Details, IReadOnlyList<PersonField> Fields, AgeBand AgeBand) : RegistryCommand;

    /// <summary>Изменить сведения об участнике.</summary>
    public sealed record ChangePerson(PersonProfile Profile) : RegistryCommand;

    /// <summary>Указать законного представителя.</summary>
    /// <param name="RepresentativeBand">The representative's age band; null when nobody is registered here under this id.</param>
    public sealed record LinkRepresentative(
        Guid Representative, RepresentativeKind Kind, AgeBand? RepresentativeBand = null) : RegistryCommand;

    /// <summary>The representative represents no more.</summary>
    public sealed record UnlinkRepresentative(Guid Representative, TextReference Reason) : RegistryCommand;

    /// <summary>Подтвердить допуск (L17).</summary>
    public sealed record ConfirmClearance(DateOnly CheckedOn, DateOnly ValidUntil) : RegistryCommand;

    /// <summary>Отозвать допуск.</summary>
    public sealed record RevokeClearance(TextReference Reason) : RegistryCommand;

    /// <summary>Отметить выбытие.</summary>
    public sealed record LeaveOrganisation(DateOnly On) : RegistryCommand;

    /// <summary>Undo a departure.</summary>
    public sealed record VoidDeparture(TextReference Reason) : RegistryCommand;

    /// <summary>Record that the person has reached an age band.</summary>
    public sealed record ReachAgeBand(AgeBand Band) : RegistryCommand;
}

/// <summary>Commands about consents and the restriction of processing.</summary>
public abstract record ConsentCommand : PersonCommand
{
    private ConsentCommand()
    {
    }

    /// <summary>Запросить согласие.</summary>
    public sealed record RequestConsent(ConsentPurpose Purpose, Guid Text) : ConsentCommand;

    /// <summary>Записать полученное согласие. It was signed on the day of the fact.</summary>
    /// <param name="AgeBand">On that day, computed from the vault.</param>
    /// <param name="DocumentInForce">Whether one of the organisation's programmes has the document in force; looked
    /// up beside the decision.</param>
    public sealed record GiveConsent(
        Guid Id, ConsentPurpose Purpose, AgeBand AgeBand, IReadOnlyList<Guid> Signers, Guid Text, DateOnly ValidFrom, DateOnly ValidUntil,
        ConsentChannel Channel, Guid? Document, TextReference? Proof, Guid? Replaces, bool DocumentInForce = false) : ConsentCommand;

    /// <summary>Записать отказ.</summary>
    public sealed record RefuseConsent(ConsentPurpose Purpose, Guid By) : ConsentCommand;

    /// <summary>Записать отзыв.</summary>
    /// <param name="Case">Id of the erasure case that a withdrawal of participation opens.</param>
    /// <param name="Terms">The statutory terms, by which that case is due.</param>
    public sealed record WithdrawConsent(
        Guid Consent, DateOnly ReceivedOn, Guid By, ConsentChannel Channel, Guid Case, PrivacyTerms Terms) : ConsentCommand;

    /// <summary>The withdrawal was recorded by mistake.</summary>
    public sealed record VoidWithdrawal(Guid Consent, TextReference Reason) : ConsentCommand;

    /// <summary>The consent was recorded by mistake.</summary>
    public sealed record VoidConsent(Guid Consent, TextReference Reason) : ConsentCommand;

    /// <summary>Ограничить обработку on the demand of the person or of who answers for privacy.</summary>
    public sealed record RestrictProcessing : ConsentCommand;

    /// <summary>Снять ограничение; by the head.</summary>
    public sealed record LiftRestriction(RestrictionGround Ground, TextReference Reason) : ConsentCommand;
}
