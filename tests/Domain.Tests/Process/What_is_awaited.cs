using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Process;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Process;

/// <summary>Who may move a programme on, as it is told and as the decider answers.</summary>
public sealed class What_is_awaited
{
    private static readonly Reason[] OfRights = [Reason.WrongPerson, Reason.NotTheCurator, Reason.DelegationMissing];

    // For the integrator, who acts for Vera.
    private static readonly IReadOnlyList<ProgrammeEvent> Delegated =
        [new CharterEvent.DelegationGranted(Number(0x900), VeraId, RegionId, Start, null)];

    [Fact]
    public void Is_told_as_the_decider_answers_in_every_situation()
    {
        Told(Story.Given(Course.Stage1), AwaitedCommand.SubmitStage);
        Told(Course.Submitted(1), AwaitedCommand.ApproveStage, AwaitedCommand.CountersignStage, AwaitedCommand.ReturnStage);
        Told(Course.ApprovedUpTo(3), AwaitedCommand.SubmitStage);
        Told(Course.ApprovedUpTo(7), AwaitedCommand.CompleteProgramme);
        Told(Course.ApprovedUpTo(7).And(new CharterEvent.ProgrammeSuspended(Course.SecondOrder, Why)), AwaitedCommand.ResumeProgramme);
        Told(Story.Given([.. Course.Active.SkipLast(1)]), AwaitedCommand.AppointCurator);
        Told(Course.ApprovedUpTo(7).And(new CharterEvent.ProgrammeCompleted(Course.Certificate)));
        Told(Story.Given(Course.Active).And(new CharterEvent.ProgrammeCancelled(Course.SecondOrder, Why)));
    }

    private static void Told(Story story, params AwaitedCommand[] commands)
    {
        var awaited = Awaited.Of(story.State);
        Assert.Equal(commands, awaited.Select(a => a.Command));
        foreach (var (command, roles) in awaited)
        {
            // The integrator acts once under a delegation of the curator, once under one that Vera granted as head.
            foreach (var (role, actor, grantedAs) in new[]
            {
                (Role.Curator, Vera, Vera), (Role.Head, Ivan, Vera), (Role.Initiator, Oleg, Vera), (Role.Auditor, Anna, Vera),
                (Role.Integrator, RegionForVera, Vera), (Role.Integrator, RegionForVera, VeraAsHead),
            })
            {
                var answer = story.As(grantedAs).And(Delegated).As(actor).Ask(Of(command, story.State));
                var mayNot = answer is Decision.Refused { Refusal.Reason: var reason } && OfRights.Contains(reason);
                if (role == Role.Integrator && grantedAs == Vera && OfHead(command)) Assert.True(mayNot, $"{command} by {role}");
                else if (OfTheKey(command)) Assert.True(!mayNot || !roles.Contains(role), $"{command} by {role}");
                else Assert.True(mayNot != roles.Contains(role), $"{command} by {role}");
            }
        }
    }

    // The API asks the key for the role; the decider asks only integrators whether the head has delegated it.
    private static bool OfTheKey(AwaitedCommand command) =>
        command is AwaitedCommand.AppointCurator or AwaitedCommand.ResumeProgramme or AwaitedCommand.CompleteProgramme;

    private static bool OfHead(AwaitedCommand command) => command is AwaitedCommand.AppointCurator or AwaitedCommand.ResumeProgramme;

    private static ProgrammeCommand Of(AwaitedCommand command, Programme state) => command switch
    {
        AwaitedCommand.AppointCurator => new PreparationCommand.AppointCurator(BorisId, Course.SecondOrder, Start, null, Present),
        AwaitedCommand.ResumeProgramme => new CharterCommand.ResumeProgramme(null),
        AwaitedCommand.SubmitStage => Course.Submit(state.Gates.Current!.Number),
        AwaitedCommand.ApproveStage => Course.Approve(state.Gates.Current!.Number),
        AwaitedCommand.CountersignStage => new GateCommand.CountersignStage(state.Gates.Current!.Number, null),
        AwaitedCommand.ReturnStage => new GateCommand.ReturnStage(state.Gates.Current!.Number, null, [new("G1.7", Why)], null),
        AwaitedCommand.CompleteProgramme => new CharterCommand.CompleteProgramme(),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };
}
