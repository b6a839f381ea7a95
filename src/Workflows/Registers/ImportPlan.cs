using System.Collections.Immutable;
using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A person of an import, with the events for the person's stream.</summary>
/// <param name="Before">The person's state before; empty for a new person.</param>
/// <param name="Now">The state after the events.</param>
internal sealed record ImportedPerson(Guid Id, Person Before, Person Now, ImmutableList<ImportedFact> Facts);

/// <summary>The state that the next decision of an import builds on.</summary>
/// <param name="Programme">Null for the present one.</param>
/// <param name="Adults">Adults whom the import has registered so far.</param>
internal sealed record ImportState(Programme? Programme, NewAdults Adults);

/// <summary>
/// The plan of one decision. Rows are decided one after another by the rules for single commands. Refused rows add nothing; the others
/// become one append to the streams of the programme and its persons.
/// </summary>
internal sealed class ImportPlan(
    Guid id, Programme state, NewAdults before, Definition definition, Families families, ImportAnswers answers,
    CommandContext context,
    VaultDraft draft, Func<RegisterRow, string, Guid> newId)
{
    // A placeholder: a text is sealed only if its row is accepted.
    private static readonly TextReference Unsealed = new(Guid.Empty, new string('0', 64));

    private readonly List<DomainEvent> events = [];
    private readonly Dictionary<Guid, ImportedPerson> persons = [];
    private readonly Dictionary<(string Name, DateOnly Born), Guid> registeredHere = [];
    private readonly List<RefusedRow> refused = [];
    private readonly List<CellFault> notices = [];
    private Programme programme = state;
    private NewAdults adults = before;
    private int imported;
    private int alreadyThere;

    /// <summary>The version of the programme that the plan is based on.</summary>
    public int Version { get; } = state.Version;

    public IReadOnlyList<DomainEvent> Events => events;

    /// <summary>The programme and the new adults after the plan.</summary>
    public ImportState After => new(programme, adults);

    public IReadOnlyCollection<ImportedPerson> Persons => persons.Values;

    public VaultDraft Draft => draft;

    public ImportReport Report => new(imported, alreadyThere, refused, notices)
    {
        Linked = Count<RegistryEvent.RepresentativeLinked>(), Consents = Count<ConsentEvent.ConsentGiven>(),
    };

    /// <summary>New standings of persons who take part in other programmes too.</summary>
    public ILookup<Guid, ParticipantEvent.PersonStandingRecorded> Told => persons.Values
        .Where(p => p.Before.Registry.Registered is not null && !p.Before.Standing.SaysTheSameAs(p.Now.Standing))
        .SelectMany(p => p.Before.Registry.Programmes.Where(other => other != id)
            .Select(other => (other, new ParticipantEvent.PersonStandingRecorded(p.Id, p.Now.Standing))))
        .ToLookup(t => t.other, t => t.Item2);

    /// <summary>A person of this decision with the row's name and birth date; null when there is none.</summary>
    public Guid? Registered(RegisterRow row) =>
        row.BirthDate is { } born && registeredHere.TryGetValue((NameCell.Compared(row.FullName), born), out var same) ? same : null;

    /// <summary>An adult of this import with the name of a row that has no birth date and no other sign who it is.</summary>
    public KnownAdult? Namesake(RegisterRow row) =>
        row.Born is null ? adults.Named(NameCell.Compared(row.FullName)).FirstOrDefault() : null;

    /// <summary>Takes a row: the application of a person who has not applied yet, and what it says about the family.</summary>
    /// <param name="known">The state of the person with this name and birth date; null for a new person.</param>
    public async Task Take(RegisterRow row, (Guid Id, Person State)? known, CancellationToken stop)
    {
        var person = known?.Id ?? newId(row, "person");
        var now = persons.TryGetValue(person, out var touched) ? touched : new(person, known?.State ?? Person.Empty,
            known?.State ?? Person.Empty, []);
        var isNew = now.Now.Registry.Registered is null;
        if (isNew)
        {
            switch (PersonDecider.Decide(Person.Empty, Registration(person, row), context.Issued, OrganisationPrivacy.Empty))
            {
                case Decision.Accepted { Events: [RegistryEvent.PersonRegistered e] }: now = With(now, [new(e)]); break;
                case Decision.Refused no: Refuse(row, no.Refusal); return;
            }
        }

        else if (answers.Corrected.Contains((row.Sheet, row.Number))) now = Corrected(row, now);
        var (there, corrected) = (Applied(row.Side, person), now.Facts.Count > (touched?.Facts.Count ?? 0) && !isNew);
        var family = there && programme.Closed ? FamilyChanges.None(now.Now) : await families.Of(row, now.Now, adults, stop);
        if (family.Question is { } question)
        {
            Refuse(row, question);
            return;
        }

        now = now with { Now = family.Person, Facts = now.Facts.AddRange(family.Facts) };
        var (forms, left) = Forms(row, now.Now.Standing);
        var (after, decided, refusal) = Decide(
        [
            .. family.Papers,
            .. there ? [] : row.Side == Side.Mentee ? Mentee(row with { Forms = forms }, person, now.Now.Standing)
                : [Mentor(row with { Forms = forms }, person, now.Now.Standing)],
        ]);
        if (refusal is not null)
        {
            Refuse(row, Offered(row, refusal, now));
            return;
        }

        programme = after;
        notices.AddRange(family.Notices);
        if (there) alreadyThere++;
        else
        {
            imported++;
            now = With(now, [new(new RegistryEvent.ProgrammeJoined(id, row.Side == Side.Mentee ? Participation.Mentee
                : Participation.Mentor))]);
            notices.AddRange(left);
            if (!isNew && SaysMore(row, now.Before)) notices.Add(new(row.Number, 0, "known-person-kept", row.Sheet));
        }

        // All rules have accepted the row, so its texts can be sealed now.
        foreach (var parent in family.Parents) Register(parent);
        if (isNew) now = Sealed(now, row);
        if (now.Facts.Count > 0) persons[person] = now;
        foreach (var e in decided) events.Add(await Sealed(e, row, person, stop));
        if (there && (corrected || family.Facts.Count > 0)) Tell(new(person, now.Now.Standing));
    }

    /// <summary>Passes a row over, because an earlier one of the file is the same person.</summary>
    public void Repeat() => alreadyThere++;

    /// <summary>Refuses a row.</summary>
    public void Refuse(RegisterRow row, Refusal refusal) => refused.Add(new(row.Number, refusal, row.Sheet) { Side = row.Side });

    // A row that differs from the register about a known person is a correction, which somebody must confirm.
    private ImportedPerson Corrected(RegisterRow row, ImportedPerson person) =>
        PersonDecider.Decide(person.Now, new RegistryCommand.ChangePerson(Profile(row, person.Now)), context.Issued,
            OrganisationPrivacy.Empty) is Decision.Accepted accepted
            ? With(person, [.. accepted.Events.Select(e => new ImportedFact((PersonEvent)e))]) : person;

    private Refusal Offered(RegisterRow row, Refusal refusal, ImportedPerson person) =>
        refusal.Reason == Reason.NotEligible && person.Before.Registry.Registered is not null
        && Corrected(row, person) != person
            ? new(refusal.Reason, [.. refusal.Missing, new("row-corrects-person", row.PlaceInWords)]) : refusal;

    private static PersonProfile Profile(RegisterRow row, Person known)
    {
        var now = known.Registry.Registered!;
        return new(now.Kinds, now.Contour, row.Grade ?? now.Grade, row.Experience ?? now.Experience, row.NewHire || now.NewHire);
    }

    private bool Applied(Side side, Guid person) => side == Side.Mentee ? programme.Participants.Mentees.ContainsKey(person)
        : programme.Participants.Mentors.ContainsKey(person);

    // The programme is told at once, even of a linked parent: a decision of an import has events in the programme's own stream.
    private void Tell(ParticipantEvent.PersonStandingRecorded told)
    {
        programme = programme.Evolve(told, context.Foreseen(programme.Version + 1));
        events.Add(told);
    }

    private ImportedPerson With(ImportedPerson person, ImmutableList<ImportedFact> facts) => person with
    {
        Now = facts.Aggregate(person.Now, (p, f) => p.Evolve(f.Event, f.On ?? context.Issued.EffectiveOn)),
        Facts = person.Facts.AddRange(facts),
    };

    private void Register(NewParent parent)
    {
        var registered = parent.Registered with { Details = draft.Register(parent.Registered.Id, parent.Details) };
        persons[registered.Id] = With(new(registered.Id, Person.Empty, Person.Empty, []), [new(registered)]);
        adults = adults.With(KnownAdult.Of(registered.Id, parent.Details.FullName, parent.Details.Phone));
    }

    private ImportedPerson Sealed(ImportedPerson person, RegisterRow row)
    {
        var at = person.Facts.FindIndex(f => f.Event is RegistryEvent.PersonRegistered);
        var registered = (RegistryEvent.PersonRegistered)person.Facts[at].Event with { Details = draft.Register(person.Id, Details(row)) };
        if (row.BirthDate is { } born) registeredHere[(NameCell.Compared(row.FullName), born)] = person.Id;
        if (row.Born is null) adults = adults.With(KnownAdult.Of(person.Id, row.FullName, row.Phone));
        return person with { Facts = person.Facts.SetItem(at, new(registered)) };
    }

    private int Count<T>() => persons.Values.Sum(p => p.Facts.Count(f => f.Event is T));

    // Drops forms that need a fact which neither the row nor the register has; the person is still imported.
    private (IReadOnlyList<string> Forms, IReadOnlyList<CellFault> Left) Forms(RegisterRow row, PersonStatus standing)
    {
        var asked = row.Forms.Select(f => (Form: f, Unknown: Unknown(row.Side, definition.Form(f)!, standing)))
            .ToLookup(f => f.Unknown is null);
        return ([.. asked[true].Select(f => f.Form)],
            [.. asked[false].Select(f => f.Unknown!).Distinct().Select(code => new CellFault(row.Number, 0, code, row.Sheet))]);
    }

    private string? Unknown(Side side, FormDefinition form, PersonStatus standing) =>
        (side == Side.Mentee ? Eligibility.OfMentee(standing, form, definition) : Eligibility.OfMentor(standing, form))
            .Select(m => m.What).ToArray() switch
        {
            ["mentee-young-or-new" or "mentor-experienced"] when standing.Experience is null => "form-needs-experience",
            ["mentee-in-senior-classes"] when standing.Grade is null => "form-needs-grade",
            _ => null,
        };

    // Whether the file has values that the register lacks. They are not taken, because the file may be older.
    private static bool SaysMore(RegisterRow row, Person known) =>
        Details(row).Fields().Except([PersonField.FullName, PersonField.BirthDate, PersonField.BirthYear]).Any()
        || (row.Grade is { } grade && grade != known.Standing.Grade)
            || (row.Experience is { } experience && experience != known.Standing.Experience) || (row.NewHire && !known.Standing.NewHire);

    private (Programme After, List<DomainEvent> Decided, Refusal? Refusal) Decide(IEnumerable<ProgrammeCommand> commands)
    {
        var (after, decided) = (programme, new List<DomainEvent>());
        foreach (var command in commands)
        {
            var decision = ProgrammeDecider.Decide(after, command, context.Issued, definition);
            if (decision is Decision.Refused no) return (programme, [], no.Refusal);
            foreach (var e in ((Decision.Accepted)decision).Events)
            {
                after = after.Evolve((ProgrammeEvent)e, context.Foreseen(after.Version + 1));
                decided.Add(e);
            }
        }

        return (after, decided, null);
    }

    private IEnumerable<ProgrammeCommand> Mentee(RegisterRow row, Guid person, PersonStatus standing)
    {
        yield return new MenteeCommand.ApplyAsMentee(person, standing);
        if (row.Request is not null || row.RequestCategory is not null)
            yield return new MenteeCommand.RecordRequest(
                new(person, newId(row, "request"), row.RequestCategory ?? "other", row.Request is null ? null : Unsealed));
        if (row.Forms is [var form, ..]) yield return new MenteeCommand.AssignForm(person, form, null);
    }

    private static MentorCommand.ApplyAsMentor Mentor(RegisterRow row, Guid person, PersonStatus standing) => new(
        person, standing, new([], [], row.PreferredAge?.From, row.PreferredAge?.To, row.MinutesPerWeek, row.Capacity ?? 1,
            row.Forms, row.Subject, row.About is null ? null : Unsealed));

    private async Task<DomainEvent> Sealed(DomainEvent e, RegisterRow row, Guid person, CancellationToken stop) => e switch
    {
        ParticipantEvent.MenteeRequestRecorded { Text: not null } r =>
            r with { Text = await draft.Seal(TextVault.OwnerOfPerson(person), row.Request!, stop) },
        ParticipantEvent.MentorApplied { Offer.About: not null } m =>
            m with { Offer = m.Offer with { About = await draft.Seal(TextVault.OwnerOfPerson(person), row.About!, stop) } },
        _ => e,
    };

    private RegistryCommand.RegisterPerson Registration(Guid person, RegisterRow row) => new(
        person,
        context.Organisation,
        new(
            [row.Kind], row.Kind == PersonKind.EmployerRepresentative ? Contour.External : Contour.Internal,
            row.Grade, row.Experience, row.NewHire),
        row.Born is { } born ? AgeBands.Of(born, context.Issued.EffectiveOn) : AgeBand.Adult, Unsealed, Details(row).Fields());

    /// <summary>The details of a row for the vault, and to look up in its index.</summary>
    public static PersonDetails Details(RegisterRow row) => new(
        row.FullName, row.BirthDate, row.Email, row.Phone, null, row.Workplace, row.Position, row.Representative, row.Other,
            row.BirthDate is null ? row.BirthYear : null, row.ClassLetter);
}
