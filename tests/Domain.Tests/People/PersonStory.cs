using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

/// <summary>A story about a person: given events, when a command, then its events. Steps follow each other: accepted events are
/// applied.</summary>
internal sealed record PersonStory(Person State, OrganisationPrivacy Privacy, Actor Actor, DateOnly Day, DateOnly Fact, Decision? Answer)
{
    public static readonly Guid Child = Number(0x501);
    public static readonly Guid Mother = Number(0x502);
    public static readonly Guid Father = Number(0x503);
    public static readonly Guid Stranger = Number(0x504);
    public static readonly DateOnly YearEnd = new(2022, 8, 31);

    /// <summary>A consent text for each purpose, first the one for participation. Papers are kept outside the system.</summary>
    public static readonly OrganisationPrivacy Texts = Enum.GetValues<ConsentPurpose>()
        .Aggregate(OrganisationPrivacy.Empty with { PaperPolicy = PaperPolicy.KeptElsewhere }, (privacy, purpose) =>
        privacy.Evolve(new PrivacyEvent.ConsentTextPublished(TextFor(purpose), purpose, 1, new('3', 64), Wording(purpose.ToString())),
            Start));

    /// <summary>The shipped statutory terms.</summary>
    public static readonly PrivacyTerms Terms = PrivacyTerms.Parse(TargetModel.Repository("src/Workflows/Privacy/privacy-terms.v1.json"));

    public static Guid TextFor(ConsentPurpose purpose) => Number(0x601 + (int)purpose);

    public static ConsentWording Wording(string purpose) => new(
        Words("Согласие"), Words("Обучающийся"), Words("Школа"), Words("Адрес школы"), Words(purpose), [Words("класс")],
        [Words("хранение")], Words("до конца года"), Words("заявление"));

    public static RegistryEvent.PersonRegistered Registered(AgeBand band, PersonKind kind = PersonKind.Learner) =>
        new(Child, School, [kind], Contour.Internal, band, null, null, false, Text(5), [PersonField.FullName, PersonField.BirthDate]);

    public static RegistryEvent.RepresentativeLinked Linked(Guid representative) => new(representative, RepresentativeKind.Parent);

    /// <summary>A person of this age with their mother as representative.</summary>
    public static PersonStory Given(AgeBand band, params PersonEvent[] events) =>
        new PersonStory(Person.Empty, Texts, Vera, Today, Today, null).And([Registered(band), Linked(Mother), .. events]);

    public static PersonStory Nobody => new(Person.Empty, Texts, Vera, Today, Today, null);

    /// <summary>A consent to participation, signed by these persons today.</summary>
    public static ConsentCommand.GiveConsent Give(AgeBand band, params Guid[] signers) =>
        Give(1, ConsentPurpose.Participation, band, signers);

    public static ConsentCommand.GiveConsent Give(int n, ConsentPurpose purpose, AgeBand band, params Guid[] signers) =>
        new(Consent(n), purpose, band, signers, TextFor(purpose), Today, YearEnd, ConsentChannel.Paper, null, null, null);

    public static Guid Consent(int n) => Number(0x700 + n);

    public static ConsentEvent.ConsentGiven Was(ConsentCommand.GiveConsent c) => new(
        c.Id, c.Purpose, c.AgeBand, c.Signers, c.Text, 1, new('3', 64), c.ValidFrom, c.ValidUntil, c.Channel, c.Document, c.Proof,
        c.Replaces);

    public PersonStory And(params IEnumerable<PersonEvent> events) =>
        this with { State = events.Aggregate(State, (s, e) => s.Evolve(e, Fact)) };

    public PersonStory As(Actor actor) => this with { Actor = actor };

    public PersonStory Under(SignerPolicy policy) => this with { Privacy = Privacy with { SignerPolicy = policy } };

    public PersonStory Under(PaperPolicy policy) => this with { Privacy = Privacy with { PaperPolicy = policy } };

    public PersonStory On(DateOnly day) => this with { Day = day, Fact = day };

    /// <summary>Sets the effective date, if it is not today.</summary>
    public PersonStory About(DateOnly fact) => this with { Fact = fact };

    public PersonStory When(PersonCommand command) =>
        this with { Answer = PersonDecider.Decide(State, command, new Issued(Actor, Day, Fact), Privacy) };

    /// <summary>Exactly these events, compared in stored form.</summary>
    public PersonStory Then(params PersonEvent[] expected)
    {
        Assert.Equal(expected.Select(EventCodec.Write), Events.Select(EventCodec.Write));
        return Accepted();
    }

    public PersonStory Accepted() => And(Events.Cast<PersonEvent>()) with { Answer = null };

    public PersonStory Refused(Reason reason, params (string What, object Where)[] missing)
    {
        var refusal = Answer is Decision.Refused { Refusal: var no }
            ? no
            : throw new Xunit.Sdk.XunitException($"Accepted: {string.Join(", ", Events.Select(EventCodec.Write))}");
        Assert.Equal((reason, string.Join('\n', missing.Select(m => $"{m.What} {m.Where}"))),
            (refusal.Reason, string.Join('\n', refusal.Missing.Select(m => $"{m.What} {m.Where}"))));
        return this with { Answer = null };
    }

    /// <summary>Checks the person's status for programmes.</summary>
    public PersonStory Stands(Action<PersonStatus> check)
    {
        check(State.Standing);
        return this;
    }

    private IReadOnlyList<DomainEvent> Events => Answer switch
    {
        Decision.Accepted accepted => accepted.Events,
        Decision.Refused { Refusal: var no } =>
            throw new Xunit.Sdk.XunitException($"{no.Code}: {string.Join(", ", no.Missing.Select(m => $"{m.What} {m.Where}"))}"),
        _ => throw new Xunit.Sdk.XunitException("Nothing was asked."),
    };
}
