using System.Collections.Immutable;
using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>An event of an import for a person's stream.</summary>
/// <param name="On">The day of the fact; null for the day of the request.</param>
internal sealed record ImportedFact(PersonEvent Event, DateOnly? On = null);

/// <summary>A person whom an import registers beside the person of the row.</summary>
internal sealed record NewParent(RegistryEvent.PersonRegistered Registered, PersonDetails Details);

/// <summary>The changes by a row's parents and consent.</summary>
/// <param name="Person">The person of the row afterwards.</param>
/// <param name="Facts">For the person's stream.</param>
/// <param name="Papers">Papers of consents, to be registered in the programme.</param>
/// <param name="Question">Whether a parent is a known person; then nothing of the row is taken.</param>
internal sealed record FamilyChanges(
    Person Person, ImmutableList<ImportedFact> Facts, ImmutableList<NewParent> Parents,
    ImmutableList<DocumentCommand.RegisterDocument> Papers, ImmutableList<CellFault> Notices, Refusal? Question = null)
{
    public static FamilyChanges None(Person person) => new(person, [], [], [], []);
}

/// <summary>
/// Decides what rows say about parents and consents, by the rules for single commands. What cannot be recorded is named by a notice and
/// drops nobody.
/// </summary>
/// <param name="newId">An id derived from the request, a row and a purpose.</param>
internal sealed class Families(
    OrganisationPrivacy privacy, KnownPersons known, StreamFold<Person> people, ImportAnswers answers, CommandContext context,
    Definition definition, string schoolYear, Func<RegisterRow, string, Guid> newId)
{
    private const string PaperTitle = "Согласие на обработку персональных данных (участие в программе)";

    /// <param name="person">The registered person of the row.</param>
    /// <param name="adults">Adults whom this import registers.</param>
    public async Task<FamilyChanges> Of(RegisterRow row, Person person, NewAdults adults, CancellationToken stop)
    {
        var changes = FamilyChanges.None(person);
        List<Guid> signers = [];
        if (row.Parents.Count > 0 && person.Registry.Registered!.AgeBand.IsAdult())
            changes = Noticed(changes, row, "parent-of-adult");
        else foreach (var (n, parent) in row.Parents.Index())
        {
            if (parent is { Kind: null, Said: true })
            {
                changes = Noticed(changes, row, "kinship-not-legal");
                continue;
            }

            var (id, question) = await Find(row, changes.Person, parent, adults, stop);
            if (question is not null) return changes with { Question = question };
            if (!parent.Said) changes = Noticed(changes, row, "kinship-missing");
            var band = AgeBand.Adult;
            if (id is { } found) band = await BandOf(found, parent, adults, stop);
            else
            {
                id = newId(row, $"parent {n}");
                changes = changes with { Parents = changes.Parents.Add(Registered(id.Value, parent)) };
            }

            var link = new RegistryCommand.LinkRepresentative(id.Value, parent.Kind ?? RepresentativeKind.Parent, band);
            changes = Decided(changes, row, link, null, "parent-not-linked");
            if (changes.Person.Registry.Representatives.ContainsKey(id.Value)) signers.Add(id.Value);
        }

        return Consented(row, changes, signers);
    }

    // A linked representative with this name, or an adult with this name and telephone; the same name alone is a question.
    private async Task<(Guid? Known, Refusal? Question)> Find(RegisterRow row, Person person, RowParent parent,
        NewAdults adults, CancellationToken stop)
    {
        var linked = await known.Among([.. person.Registry.Representatives.Keys], parent.FullName, stop);
        if (linked.Select(id => (Guid?)id).FirstOrDefault() is { } representative) return (representative, null);
        var answer = answers.Persons.OfParent(row.Place);
        if (answer?.Person is { } said)
        {
            return (await people.Current(StreamNames.Person(said), stop)).Registry.Registered is { } told
                && told.Organisation == context.Organisation ? (said, null)
                : (null, new(Reason.PersonNotFound, "person-unknown", $"{said}"));
        }

        var (name, phone) = (NameCell.Compared(parent.FullName), KnownAdult.Digits(parent.Phone));
        KnownAdult[] named = [.. adults.Named(name), .. await known.Named(parent.FullName, stop)];
        if (named.Length == 0 || answer is { Same: false }) return (null, null);
        if (answer is { Same: true }) return (named[0].Id, null);
        return named.FirstOrDefault(a => phone is not null && a.Phone == phone) is { } same ? (same.Id, null)
            : (null, new(Reason.PersonMayBeKnown, [new("parent-resembled", $"{named[0].Id}"),
                new(Kebab.Of(nameof(Likeness.SameName)), "")]));
    }

    private async Task<AgeBand> BandOf(Guid adult, RowParent parent, NewAdults adults, CancellationToken stop) =>
        adults.Named(NameCell.Compared(parent.FullName)).Exists(a => a.Id == adult) ? AgeBand.Adult
        : (await people.Current(StreamNames.Person(adult), stop)).Registry.Registered?.AgeBand ?? AgeBand.Adult;

    private NewParent Registered(Guid id, RowParent parent)
    {
        var details = new PersonDetails(parent.FullName, null, parent.Email, parent.Phone);
        // The reference is filled in when the details are sealed.
        return new(new(id, context.Organisation, [PersonKind.Parent], Contour.Internal, AgeBand.Adult, null, null, false,
            new(Guid.Empty, new string('0', 64)), details.Fields()), details);
    }

    private FamilyChanges Consented(RegisterRow row, FamilyChanges changes, List<Guid> named)
    {
        if (row.Consent is not { Given: true } consent) return changes;
        if ((consent.On ?? answers.ConsentOn) is not { } on) return Noticed(changes, row, "consent-without-date");
        var person = changes.Person;
        if (Since(person, on) is { } later) return later.Length == 0 ? changes : Noticed(changes, row, later);
        if (privacy.Texts.Values.Where(t => t.Purpose == ConsentPurpose.Participation && privacy.IsInForce(t, on)).MaxBy(t => t.Version)
            is not { } text) return Noticed(changes, row, "consent-text-of-day-missing");
        var registered = person.Registry.Registered!;
        var band = row.Born is { } born ? AgeBands.Of(born, on) : registered.AgeBand;
        var (own, representative) = Signers.Needed(band, privacy.SignerPolicy);
        Guid[] others = !representative ? [] : named.Count > 0 ? [.. named] : [.. person.Registry.Representatives.Keys];
        if (representative && others.Length != 1)
            return Noticed(changes, row, others.Length == 0 ? "consent-without-parent" : "consent-signer-unclear");
        if (own && representative) changes = Noticed(changes, row, "consent-of-both");
        var until = consent.Until ?? LastDay(on);
        if (consent.Until is null) changes = Noticed(changes, row, "consent-until-supposed");
        var paper = Paper(row, consent, on);
        var given = Decided(changes, row, new ConsentCommand.GiveConsent(
            newId(row, "consent"), ConsentPurpose.Participation, band, own ? [registered.Id, .. others] : others, text.Id, on, until,
            ConsentChannel.Paper, paper?.Document.Id, null, null, DocumentInForce: paper is not null), on, "consent-not-recorded");
        return paper is null || given.Facts.Count == changes.Facts.Count ? given : given with { Papers = given.Papers.Add(paper) };
    }

    // Why an older sheet says nothing new: an empty text where it is so, and a code where somebody has decided otherwise since.
    private static string? Since(Person person, DateOnly on)
    {
        var earlier = person.Consents.All.Where(c => !c.Voided && c.Given.Purpose == ConsentPurpose.Participation).ToArray();
        if (earlier.Any(c => c.WithdrawnOn >= on)) return "consent-withdrawn-since";
        if (person.Consents.Refused.Contains(ConsentPurpose.Participation)) return "consent-refused-since";
        return earlier.Any(c => c.Given.ValidFrom >= on) ? "" : null;
    }

    // The consent lasts to the end of the programme (the shipped text): the end of its school year, or a year where that has passed.
    private DateOnly LastDay(DateOnly on) =>
        SchoolYear.LastDay(schoolYear, definition.Parameters.SchoolYearStartMonth) is var end && end > on
            ? end : on.AddYears(1).AddDays(-1);

    private DocumentCommand.RegisterDocument? Paper(RegisterRow row, RowConsent consent, DateOnly on) =>
        (consent.Paper is not null || privacy.PaperPolicy == PaperPolicy.Registered)
        && definition.Documents.FirstOrDefault(d => d.Kind == Definitions.DocumentKind.Consent) is { } kind
            ? new(new(newId(row, "consent paper"), kind.Code, new(PaperTitle), consent.Paper is { } number ? new(number) : null, on, null,
                null, DocumentOriginal.Paper, null))
            : null;

    private FamilyChanges Decided(FamilyChanges changes, RegisterRow row, PersonCommand command, DateOnly? on, string otherwise)
    {
        var issued = on is { } day ? context.Issued with { EffectiveOn = day } : context.Issued;
        switch (PersonDecider.Decide(changes.Person, command, issued, privacy))
        {
            case Decision.Accepted accepted:
                var facts = accepted.Events.Cast<PersonEvent>().ToArray();
                return changes with
                {
                    Person = facts.Aggregate(changes.Person, (p, e) => p.Evolve(e, issued.EffectiveOn)),
                    Facts = changes.Facts.AddRange(facts.Select(e => new ImportedFact(e, on))),
                };
            case Decision.Refused { Refusal.Reason: Reason.NothingChanges }: return changes;
            default: return Noticed(changes, row, otherwise);
        }
    }

    private static FamilyChanges Noticed(FamilyChanges changes, RegisterRow row, string code) =>
        changes with { Notices = changes.Notices.Add(new(row.Number, 0, code, row.Sheet)) };
}
