using System.Collections.Immutable;
using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Programmes;

/// <summary>Rules about the programme as a whole.</summary>
public static class CharterDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, CharterCommand command, Issued issued, Definition definition) =>
        (state.Status, command) switch
    {
        (_, CharterCommand.DraftProgramme { SchoolYear: var year }) when !SchoolYear.IsValid(year) => OutOfRange("school-year", year),
        (_, CharterCommand.DraftProgramme { SchoolYear: var year }) when !SchoolYear.IsNear(year, issued.AsOf) => TooFar(year),
        (_, CharterCommand.DraftProgramme c) => Draft(c, issued),
        (_, CharterCommand.CorrectProgramme { SchoolYear: var year }) when !SchoolYear.IsValid(year) => OutOfRange("school-year", year),
        (_, CharterCommand.CorrectProgramme { SchoolYear: var year }) when !SchoolYear.IsNear(year, issued.AsOf) => TooFar(year),
        (_, CharterCommand.CorrectProgramme c)
            when (c.SchoolYear, c.Title, c.Goal) == (state.Charter!.SchoolYear, state.Charter.Title, state.Charter.Goal) =>
            Reason.NothingChanges,
        (_, CharterCommand.CorrectProgramme c) => new CharterEvent.ProgrammeCorrected(c.SchoolYear, c.Title, c.Goal, c.Reason),
        (_, CharterCommand.SetSecondApproverPolicy c) when issued.By.Role != Role.Head => WrongPerson("head"),
        (_, CharterCommand.SetSecondApproverPolicy c) when c.Policy == state.SecondApprover => Reason.NothingChanges,
        (_, CharterCommand.SetSecondApproverPolicy c) => new CharterEvent.SecondApproverPolicySet(c.Policy, c.Reason),
        (_, CharterCommand.MigrateDefinition c) => Migrate(state, c, definition),
        (_, CharterCommand.SuspendProgramme c) when Orders.Lacks(state, c.Order, definition) is { } refusal => refusal,
        (_, CharterCommand.SuspendProgramme c) => new CharterEvent.ProgrammeSuspended(c.Order, c.Reason),
        (ProgrammeStatus.Suspended, CharterCommand.ResumeProgramme c) => new CharterEvent.ProgrammeResumed(c.Reason),
        (_, CharterCommand.ResumeProgramme) => Reason.ProgrammeNotSuspended,
        (_, CharterCommand.CancelProgramme c) when Orders.Lacks(state, c.Order, definition) is { } refusal => refusal,
        (_, CharterCommand.CancelProgramme c) => new CharterEvent.ProgrammeCancelled(c.Order, c.Reason),
        (_, CharterCommand.CompleteProgramme) => Complete(state),
        (ProgrammeStatus.Completed or ProgrammeStatus.Cancelled, CharterCommand.VoidClosing c) => VoidClosing(state, c),
        (_, CharterCommand.VoidClosing) => Reason.ProgrammeNotClosed,
        (_, CharterCommand.TransferProgramme { Event: var e }) =>
            state.Transfers.Exists(t => t.Reorganisation == e.Reorganisation) ? Reason.NothingChanges : e,
        (_, CharterCommand.VoidTransfer c) => state.Transfers.Exists(t => t.Reorganisation == c.Reorganisation)
            ? new CharterEvent.ProgrammeTransferVoided(c.Reorganisation, c.Reason) : Reason.NothingChanges,
        (_, CharterCommand.GrantDelegation c) => Grant(state, c, issued),
        (_, CharterCommand.RevokeDelegation c) when !state.Delegations.ContainsKey(c.Id) => Decision.Unknown("delegation", c.Id.ToString()),
        (_, CharterCommand.RevokeDelegation c) when issued.By.Role is not (Role.Head or Role.System)
            && state.Delegations[c.Id].Person != issued.By.Person => WrongPerson("head"),
        (_, CharterCommand.RevokeDelegation c) => new CharterEvent.DelegationRevoked(c.Id, c.Reason),
        _ => throw new UnreachableException($"{command.GetType().Name} when {state.Status}"),
    };

    /// <summary>Approved stages whose gate differs in the new version: they need reconfirmation.</summary>
    public static IReadOnlyList<int> AffectedStages(Programme state, Definition from, Definition to)
    {
        var places = DefinitionDifference.Between(from, to).Select(d => d.Place).ToList();
        return [.. state.Gates.Stages
            .Where(s =>
                s.Status == StageStatus.Approved
                    && places.Exists(p => p.StartsWith($"/stages/{s.Number}/criteria/", StringComparison.Ordinal)))
            .Select(s => s.Number)];
    }

    private static Decision.Accepted Draft(CharterCommand.DraftProgramme c, Issued issued)
    {
        var drafted = new CharterEvent.ProgrammeDrafted(c.Organisation, c.OrganisationTitle, c.OrganisationKind, c.Definition, c.SchoolYear,
            c.Title, c.Goal, issued.By.DecidingPerson, c.SecondApprover);
        return new(c.Sandbox ? [drafted, new CharterEvent.ProgrammeDeclaredSandbox()] : [drafted]);
    }

    private static Decision Migrate(Programme state, CharterCommand.MigrateDefinition c, Definition from) =>
        c.To.Reference == state.Definition
            ? Reason.NothingChanges
            : new CharterEvent.DefinitionMigrated(state.Definition!, c.To.Reference, c.Reason, AffectedStages(state, from, c.To));

    private static Decision Complete(Programme state) =>
        state.Gates.Current is { } open ? new Refusal(Reason.StageNotApproved, [.. GateDecider.NotStanding(state, open)])
        : state.Gates.Stages.SelectMany(s => GateDecider.NotStanding(state, s)).ToList() is { Count: > 0 } gone
            ? new Refusal(Reason.StageNotApproved, gone)
        : state.Gates[7].Approval!.Certificate is { } certificate && state.Certification.InForce == certificate
            ? new CharterEvent.ProgrammeCompleted(certificate)
        : Reason.CertificateMissing;

    // A closed programme receives no changes of its persons, so all changes since then are appended when it is reopened.
    private static Decision.Accepted VoidClosing(Programme state, CharterCommand.VoidClosing c) => new(
    [
        new CharterEvent.ClosingVoided(c.Reason),
        .. (c.Standings ?? ImmutableDictionary<Guid, PersonStatus>.Empty).OrderBy(s => s.Key)
        .Where(s => !state.Participants.Standings[s.Key].SaysTheSameAs(s.Value))
            .Select(s => new ParticipantEvent.PersonStandingRecorded(s.Key, s.Value)),
        .. c.Gone is { } gone ? Officers(state.Preparation, gone) : [],
    ]);

    private static IEnumerable<PreparationEvent> Officers(PreparationRoom room, IReadOnlyDictionary<Guid, DateOnly> gone) =>
    [
        .. gone.Where(g => !room.Gone.ContainsKey(g.Key)).OrderBy(g => g.Key)
            .Select(g => new PreparationEvent.OfficerLeft(g.Key, g.Value)),
        .. room.Gone.Keys.Except(gone.Keys).Order().Select(person => new PreparationEvent.OfficerReturned(person)),
    ];

    private static Decision Grant(Programme state, CharterCommand.GrantDelegation c, Issued issued) =>
        issued.By.Person is not { } person ? WrongPerson("person")
        : c.Standing is { } standing && Preparation.Officers.Refuse(person, standing) is { } unfit ? unfit
        : state.Delegations.ContainsKey(c.Id) ? new Refusal(Reason.AlreadyRecorded, "delegation-recorded", c.Id.ToString())
        : Dates.OfPeriod(c.From, c.Until, c.Id.ToString(), issued.AsOf) is { } refusal ? refusal
        : new CharterEvent.DelegationGranted(c.Id, person, c.Integrator, c.From, c.Until);

    private static Decision TooFar(string year) => new Refusal(Reason.DateImplausible, "school-year-too-far", year);

    private static Decision OutOfRange(string what, string where) => new Refusal(Reason.ValueOutOfRange, what, where);

    private static Decision WrongPerson(string role) => new Refusal(Reason.WrongPerson, "role-required", role);
}
