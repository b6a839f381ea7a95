using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>A person of an import, with the events for the person's stream.</summary>
/// <param name="Before">The person's state before; empty for a new person.</param>
internal sealed record ImportedPerson(Guid Id, Person Before, IReadOnlyList<PersonEvent> Events);

/// <summary>
/// The plan of one decision. Rows are decided one after another by the rules for single commands. Refused rows add nothing; the others
/// become one append to the streams of the programme and its persons.
/// </summary>
internal sealed class ImportPlan(
    Guid id, Programme state, Definition definition, CommandContext context, VaultDraft draft, Func<int, string, Guid> newId)
{
    // A placeholder: a text is sealed only if its row is accepted.
    private static readonly TextReference Unsealed = new(Guid.Empty, new string('0', 64));

    private readonly List<DomainEvent> events = [];
    private readonly List<ImportedPerson> persons = [];
    private readonly List<RefusedRow> refused = [];
    private readonly List<CellFault> notices = [];
    private Programme programme = state;
    private int alreadyThere;

    /// <summary>The version of the programme that the plan is based on.</summary>
    public int Version { get; } = state.Version;

    public IReadOnlyList<DomainEvent> Events => events;

    /// <summary>The programme after the plan.</summary>
    public Programme After => programme;

    public IReadOnlyList<ImportedPerson> Persons => persons;

    public VaultDraft Draft => draft;

    public ImportReport Report => new(persons.Count, alreadyThere, refused, notices);

    /// <summary>Whether a person has applied already; then the row is only counted.</summary>
    public bool Passes(RegisterRow row, Guid person)
    {
        var there = row.Side == Side.Mentee ? programme.Participants.Mentees.ContainsKey(person)
            : programme.Participants.Mentors.ContainsKey(person);
        if (there) alreadyThere++;
        return there;
    }

    /// <summary>Takes the row of a person who has not applied yet.</summary>
    /// <param name="known">The state of the person with this name and birth date; null for a new person.</param>
    public async Task Take(RegisterRow row, (Guid Id, Person State)? known, CancellationToken stop)
    {
        var person = known?.Id ?? newId(row.Number, Purpose(row, "person"));
        RegistryEvent.PersonRegistered? registered = null;
        if (known is null)
        {
            switch (PersonDecider.Decide(Person.Empty, Registration(person, row), context.Issued, OrganisationPrivacy.Empty))
            {
                case Decision.Accepted { Events: [RegistryEvent.PersonRegistered e] }: registered = e; break;
                case Decision.Refused no: Refuse(row, no.Refusal); return;
            }
        }

        var before = known?.State ?? Person.Empty;
        var standing = (registered is null ? before : before.Evolve(registered)).Standing;
        var (forms, left) = Forms(row, standing);
        var (after, decided, refusal) = Decide(row with { Forms = forms }, person, standing);
        if (refusal is not null)
        {
            Refuse(row, refusal);
            return;
        }

        // All rules have accepted the row, so its texts can be sealed now.
        List<PersonEvent> own = [];
        if (registered is not null) own.Add(registered with { Details = draft.Register(person, Details(row)) });
        own.Add(new RegistryEvent.ProgrammeJoined(id, row.Side == Side.Mentee ? Participation.Mentee : Participation.Mentor));
        foreach (var e in decided) events.Add(await Sealed(e, row, person, stop));
        persons.Add(new(person, before, own));
        notices.AddRange(left);
        if (known is not null && SaysMore(row, before)) notices.Add(new(row.Number, 0, "known-person-kept", row.Sheet));
        programme = after;
    }

    // Rows of further sheets and of the other side have the same numbers.
    private static string Purpose(RegisterRow row, string what) =>
        row is { Sheet: 0, Side: Side.Mentee } ? what : $"{what} {row.Sheet} {row.Side}";

    /// <summary>Refuses a row.</summary>
    public void Refuse(RegisterRow row, Refusal refusal) => refused.Add(new(row.Number, refusal, row.Sheet));

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

    private (Programme After, List<DomainEvent> Decided, Refusal? Refusal) Decide(RegisterRow row, Guid person,
        PersonStatus standing)
    {
        var (after, decided) = (programme, new List<DomainEvent>());
        foreach (var command in row.Side == Side.Mentee ? Mentee(row, person, standing) : [Mentor(row, person, standing)])
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
                new(person, newId(row.Number, Purpose(row, "request")), row.RequestCategory ?? "other",
                    row.Request is null ? null : Unsealed));
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
        Band(row), Unsealed, Details(row).Fields());

    private AgeBand Band(RegisterRow row) => Details(row).Born is { } born ? AgeBands.Of(born, context.Issued.AsOf) : AgeBand.Adult;

    private static PersonDetails Details(RegisterRow row) => new(
        row.FullName, row.BirthDate, row.Email, row.Phone, null, row.Workplace, row.Position, row.Representative, row.Other,
            row.BirthDate is null ? row.BirthYear : null);

    /// <summary>The details to look up in the vault's index.</summary>
    public static PersonDetails Compared(RegisterRow row) => Details(row);
}
