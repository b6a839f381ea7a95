using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Programmes;

/// <summary>Routes every command to the decider of its room.</summary>
public static class ProgrammeDecider
{
    /// <summary>Decides one command.</summary>
    /// <param name="definition">The definition that <paramref name="state"/> or the draft refers to.</param>
    public static Decision Decide(Programme state, ProgrammeCommand command, Issued issued, Definition definition) =>
        Barrier(state, command, issued) is { } refusal
            ? refusal
            : command switch
            {
                CharterCommand c => CharterDecider.Decide(state, c, issued, definition),
                PreparationCommand c => PreparationDecider.Decide(state, c, issued, definition),
                DocumentCommand c => DocumentDecider.Decide(state, c, issued, definition),
                GateCommand c => GateDecider.Decide(state, c, issued, definition),
                ParticipantCommand c => ParticipantDecider.Decide(state, c, issued, definition),
                CertificationCommand c => CertificationDecider.Decide(state, c, issued),
                SurveyCommand c => SurveyDecider.Decide(state, c, issued, definition),
                _ => throw new UnreachableException(command.GetType().Name),
            };

    // Checks that precede every command, in order of precedence.
    private static Refusal? Barrier(Programme state, ProgrammeCommand command, Issued issued) => (state.Status, command) switch
    {
        (ProgrammeStatus.None, not CharterCommand.DraftProgramme) => new Refusal(Reason.ProgrammeNotFound),
        (not ProgrammeStatus.None, CharterCommand.DraftProgramme) => new Refusal(Reason.ProgrammeAlreadyExists),
        (ProgrammeStatus.Completed or ProgrammeStatus.Cancelled, not (CharterCommand.VoidClosing or CertificationCommand)) =>
            new Refusal(Reason.ProgrammeClosed, "programme-status", Kebab.Of(state.Status.ToString())),
        (ProgrammeStatus.Suspended, _) when !AllowedWhileSuspended(state, command) => new Refusal(Reason.ProgrammeSuspended),
        _ => Rights(state, command, issued) ?? Dates.OfFact(issued.EffectiveOn, issued.AsOf),
    };

    // Rights that the API key's role does not decide (domain-model.md 1): an integrator's delegation, and the curator of this programme.
    private static Refusal? Rights(Programme state, ProgrammeCommand command, Issued issued) => issued.By switch
    {
        { Integrator: { } integrator, OnBehalfOf: { } person } when !state.Delegates(person, integrator, issued.AsOf) =>
            new(Reason.DelegationMissing, "delegation-missing", person.ToString()),
        { Integrator: { } integrator } by
            when OfTheHead(command) && !(by.OnBehalfOf is { } head && state.Delegates(head, integrator, issued.AsOf, asHead: true)) =>
            new(Reason.DelegationMissing, "role-required", "head"),
        { Role: not Role.Head } by when OfTheCurator(command) && !ForTheHead(state, by, issued.AsOf) =>
            Curatorship.Lacks(state, by.DecidingPerson, issued.AsOf),
        _ => null,
    };

    // Appointing the curator, suspending, resuming and cancelling. A person's role is checked with the API key.
    private static bool OfTheHead(ProgrammeCommand command) => command is
        PreparationCommand.AppointCurator or PreparationCommand.VoidCuratorAppointment
        or CharterCommand.SuspendProgramme or CharterCommand.ResumeProgramme
        or CharterCommand.CancelProgramme or CharterCommand.VoidClosing;

    // Decisions of the curator that the head may also take.
    private static bool OfTheCurator(ProgrammeCommand command) =>
        command is CharterCommand.MigrateDefinition or CharterCommand.CompleteProgramme or CertificationCommand;

    private static bool ForTheHead(Programme state, Actor by, DateOnly day) =>
        by is { Integrator: { } integrator, OnBehalfOf: { } head } && state.Delegates(head, integrator, day, asHead: true);

    // While a programme is suspended, records can still be corrected, and it can be resumed or ended (domain-model.md 3 A). Voiding the
    // appointment of the only curator would make it a draft and so end the suspension; it has to be resumed first.
    private static bool AllowedWhileSuspended(Programme state, ProgrammeCommand command) => command is
        CharterCommand.ResumeProgramme or CharterCommand.CancelProgramme or CharterCommand.RevokeDelegation
        or CharterCommand.CorrectProgramme or PreparationCommand.VoidFact or PreparationCommand.CorrectFact or DocumentCommand
        or GateCommand.CorrectWorkOpening or CertificationCommand.AnnulCertificate or SurveyCommand.VoidAnswer or SurveyCommand.RevokeLink
        || (command is PreparationCommand.VoidCuratorAppointment && state.Preparation.Curators.Count > 1)
        || (command is ParticipantCommand c && ParticipantDecider.EndsOrCorrects(c));
}
