using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes;

/// <summary>Routes every command to the decider of its room, and settles the items of the road map that its events settle.</summary>
public static class ProgrammeDecider
{
    /// <summary>Decides one command.</summary>
    /// <param name="definition">The definition that <paramref name="state"/> or the draft refers to.</param>
    public static Decision Decide(Programme state, ProgrammeCommand command, Issued issued, Definition definition) =>
        Barrier(state, command, issued) is { } refusal
            ? refusal
            : SettledItems.Follow(state, WithConsequences(state, Of(state, command, issued, definition), issued), issued, definition);

    private static Decision Of(Programme state, ProgrammeCommand command, Issued issued, Definition definition) => command switch
    {
        CharterCommand c => CharterDecider.Decide(state, c, issued, definition),
        PreparationCommand c => PreparationDecider.Decide(state, c, issued, definition),
        DocumentCommand c => DocumentDecider.Decide(state, c, issued, definition),
        GateCommand c => GateDecider.Decide(state, c, issued, definition),
        ParticipantCommand c => ParticipantDecider.Decide(state, c, issued, definition),
        CertificationCommand c => CertificationDecider.Decide(state, c, issued),
        SurveyCommand c => SurveyDecider.Decide(state, c, issued, definition),
        MatchingCommand c => MatchingDecider.Decide(state, c, issued, definition),
        TandemCommand c => TandemDecider.Decide(state, c, issued, definition),
        MonitoringCommand c => MonitoringDecider.Decide(state, c, issued, definition),
        RecognitionCommand c => RecognitionDecider.Decide(state, c, issued, definition),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private static Decision WithConsequences(Programme state, Decision decision, Issued issued) =>
        decision is Decision.Accepted accepted ? new Decision.Accepted(Departures.With(state, accepted.Events, issued.EffectiveOn))
            : decision;

    // Checks that precede every command, in order of precedence.
    private static Refusal? Barrier(Programme state, ProgrammeCommand command, Issued issued) => (state.Status, command) switch
    {
        (ProgrammeStatus.None, not CharterCommand.DraftProgramme) => new Refusal(Reason.ProgrammeNotFound),
        (not ProgrammeStatus.None, CharterCommand.DraftProgramme) => new Refusal(Reason.ProgrammeAlreadyExists),
        (ProgrammeStatus.Completed, not CharterCommand.VoidClosing)
            or (ProgrammeStatus.Cancelled, not (CharterCommand.VoidClosing or CertificationCommand)) =>
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
        command is CharterCommand.MigrateDefinition or CharterCommand.CompleteProgramme or CertificationCommand
            or MatchingCommand.AdjustMatch or MatchingCommand.ConfirmMatches or MatchingCommand.CompareTandem
            or MatchingCommand.DecideUnmatched or MatchingCommand.CloseRound or MatchingCommand.ReopenRound;

    private static bool ForTheHead(Programme state, Actor by, DateOnly day) =>
        by is { Integrator: { } integrator, OnBehalfOf: { } head } && state.Delegates(head, integrator, day, asHead: true);

    // While a programme is suspended, records can still be corrected, and it can be resumed or ended (domain-model.md 3 A). Voiding the
    // appointment of the only curator would make it a draft and so end the suspension; it has to be resumed first.
    private static bool AllowedWhileSuspended(Programme state, ProgrammeCommand command) => command is
        CharterCommand.ResumeProgramme or CharterCommand.CancelProgramme or CharterCommand.RevokeDelegation
        or CharterCommand.TransferProgramme or CharterCommand.VoidTransfer
        or CharterCommand.CorrectProgramme or PreparationCommand.VoidFact or PreparationCommand.CorrectFact or DocumentCommand
        or GateCommand.CorrectWorkOpening or CertificationCommand.AnnulCertificate or SurveyCommand.VoidAnswer or SurveyCommand.RevokeLink
        or MonitoringCommand.VoidMonitoringFact or RecognitionCommand.VoidRecognitionFact or RecognitionCommand.RemoveNameFromPublication
        || (command is PreparationCommand.VoidCuratorAppointment && state.Preparation.Curators.Count > 1)
        || (command is ParticipantCommand c && ParticipantDecider.EndsOrCorrects(c))
        || (command is MatchingCommand m && MatchingDecider.EndsOrCorrects(m))
        || (command is TandemCommand t && TandemDecider.EndsOrCorrects(t));
}
