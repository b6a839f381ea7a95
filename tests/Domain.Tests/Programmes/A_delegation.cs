using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_delegation
{
    private static readonly Guid Id = Number(0x401);
    private static readonly CharterEvent.DelegationGranted Granted = new(Id, VeraId, RegionId, Yesterday, Tomorrow);

    private static Story Delegated => Given([.. Everything, Granted]).As(RegionForVera);

    [Fact]
    public void Is_granted_only_by_the_person() =>
        Given(Active)
            .As(Region).When(new CharterCommand.GrantDelegation(Id, RegionId, Yesterday, Tomorrow))
            .Refused(Reason.WrongPerson, "role-required", "person")
            .As(Vera).When(new CharterCommand.GrantDelegation(Id, RegionId, Yesterday, Tomorrow)).Then(Granted)
            .When(new CharterCommand.GrantDelegation(Id, RegionId, Yesterday, null))
            .Refused(Reason.AlreadyRecorded, "delegation-recorded", $"{Id}");

    [Fact]
    public void Does_not_end_before_it_begins() =>
        Given(Active).When(new CharterCommand.GrantDelegation(Id, RegionId, Tomorrow, Today))
            .Refused(Reason.PeriodReversed, "period-reversed", $"{Id}");

    [Fact]
    public void Allows_an_integrator_to_decide_for_the_curator() =>
        Delegated.When(Submit(1)).Then<GateEvent.StageSubmitted>(e => Assert.Equal(VeraId, e.By))
            .When(Approve(1)).Then<GateEvent.StageApproved>(e => Assert.Equal((VeraId, true), (e.Approver, e.SelfApproval)));

    [Fact]
    public void Holds_from_its_first_day_to_its_last()
    {
        Delegated.On(Yesterday).When(Submit(1)).Accepted();
        Delegated.On(Tomorrow).When(Submit(1)).Accepted();
        Delegated.On(Yesterday.AddDays(-1)).When(Submit(1)).Refused(Reason.DelegationMissing, "delegation-missing", $"{VeraId}");
        Delegated.On(Tomorrow.AddDays(1)).When(Submit(1)).Refused(Reason.DelegationMissing, "delegation-missing", $"{VeraId}");
    }

    [Fact]
    public void Is_from_one_person_to_one_integrator()
    {
        Delegated.As(Region with { OnBehalfOf = BorisId }).When(Submit(1))
            .Refused(Reason.DelegationMissing, "delegation-missing", $"{BorisId}");
        Delegated.As(new(null, Number(10), Role.Integrator, VeraId)).When(Submit(1))
            .Refused(Reason.DelegationMissing, "delegation-missing", $"{VeraId}");
        Delegated.As(Region).When(Submit(1)).Refused(Reason.DelegationMissing, "on-behalf-of-required", $"integrator-{RegionId}");
    }

    [Fact]
    public void Does_not_give_an_integrator_the_role_of_the_head() =>
        Delegated.When(new GateCommand.RevokeApproval(1, null, Why)).Refused(Reason.WrongPerson, "role-required", "head");

    [Fact]
    public void Only_from_the_head_covers_the_decisions_of_the_head()
    {
        var ofTheHead = Given(Everything).As(Ivan).When(new CharterCommand.GrantDelegation(Id, RegionId, Yesterday, Tomorrow)).Accepted();
        foreach (var command in new ProgrammeCommand[]
        {
            new PreparationCommand.AppointCurator(BorisId, SecondOrder, Today, null, Present),
            new PreparationCommand.VoidCuratorAppointment(Why),
            new CharterCommand.SuspendProgramme(SecondOrder, Why), new CharterCommand.CancelProgramme(SecondOrder, Why),
        })
        {
            Delegated.When(command).Refused(Reason.DelegationMissing, "role-required", "head");
            Delegated.As(Region).When(command).Refused(Reason.DelegationMissing, "role-required", "head");
            ofTheHead.As(Region with { OnBehalfOf = IvanId }).When(command).Accepted();
        }
    }

    [Fact]
    public void Is_revoked_by_the_person_or_the_head()
    {
        var taken = new CharterEvent.DelegationRevoked(Id, Why);
        Delegated.As(Boris).When(new CharterCommand.RevokeDelegation(Id, Why)).Refused(Reason.WrongPerson, "role-required", "head");
        Delegated.As(Ivan).When(new CharterCommand.RevokeDelegation(Id, Why)).Then(taken);
        Delegated.As(Vera).When(new CharterCommand.RevokeDelegation(Id, Why)).Then(taken)
            .When(new CharterCommand.RevokeDelegation(Id, Why)).Refused(Reason.Unknown, "delegation-unknown", $"{Id}")
            .As(RegionForVera).When(Submit(1)).Refused(Reason.DelegationMissing, "delegation-missing", $"{VeraId}");
    }
}
